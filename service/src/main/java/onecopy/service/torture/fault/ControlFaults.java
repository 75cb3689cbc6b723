package onecopy.service.torture.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.client.Disturbances.Disturbance;
import onecopy.service.torture.stage.Signal;

/**
 * Garbage in the control file and in the table of divisors beside it. A restart of the coordinator must put everything right;
 * what was done to a slot, the next job or worker in it; a table, whoever uses it.
 */
final class ControlFaults {
    private static final Set<Fault> ALLOWED = EnumSet.of(Fault.UNAVAILABLE, Fault.UNAUTHORIZED, Fault.CANCELLED,
            Fault.TIMEOUT, Fault.CORRUPT);
    /** Header, fleet state and both bells, as CONTROL.md lays them out. */
    private static final int HEADER_BYTES = 72;
    private static final int[] WORDS = {128, 256, 384};
    /** What batches may get of a damaged slot; none may wait until its time is over. */
    private static final Set<Fault> ALLOWED_OF_SLOT = EnumSet.of(Fault.CORRUPT);
    private static final int WORKER_SLOTS_AT = 4_096;
    private static final int WORKER_SLOT_BYTES = 512;
    private static final int JOB_SLOTS_AT = 36_864;
    private static final int JOB_SLOT_BYTES = 67_112_960;
    /** The words of a job, without the text of its failure. */
    private static final int JOB_WORDS_BYTES = 512;
    private static final int ARENA_AT = 4_096;
    /** As much of it as small jobs use. */
    private static final int ARENA_BYTES = 3_072;
    private static final int USED_SLOTS = 3;
    /** Header, fleet state and bells, with the space between them. */
    private static final int HEAD_BYTES = 512;
    private static final int MAX_GARBAGE_BYTES = 64;
    /** One strike of so many is for the table of divisors, and one of so many of those cuts it short. */
    private static final int TABLE = 4;
    /** The part of it that small numbers use. */
    private static final int TABLE_BYTES = 1 << 20;
    private static final int MAX_TABLE_GARBAGE_BYTES = 1 << 16;
    private static final int MAX_WAIT_NS = 300_000_000;

    private final Scene scene;
    private final SplittableRandom random;
    private final Aim aim;

    ControlFaults(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        this.aim = new Aim(random);
    }

    void strike(FaultKind kind) throws InterruptedException {
        switch (kind) {
            case DAMAGE_CONTROL -> damageBeforeRestart();
            case DAMAGE_SLOT -> damageSlots();
            default -> throw new IllegalArgumentException(kind.label());
        }
    }

    /** While workers compute: nobody minds rubbish in a slot that is not used. */
    private void damageSlots() {
        Disturbance disturbance = scene.disturbances().begin(ALLOWED_OF_SLOT);
        for (int times = 1 + random.nextInt(8); times > 0; times--) {
            OptionalLong _ = aim.awaitWork(scene.service()::workerPids);
            if (random.nextInt(TABLE) == 0) {
                damage(scene.stage().run().divisorsFile(), ControlFaults::changeTable);
            } else {
                damage(scene.stage().run().controlFile(), ControlFaults::changeSlot);
            }
        }
        LockSupport.parkNanos(random.nextInt(MAX_WAIT_NS));
        disturbance.end();
    }

    private static long placeInSlots(SplittableRandom random) {
        int slot = random.nextInt(USED_SLOTS);
        long job = JOB_SLOTS_AT + (long) slot * JOB_SLOT_BYTES;
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(HEAD_BYTES);
            case 1 -> WORKER_SLOTS_AT + slot * WORKER_SLOT_BYTES + random.nextInt(WORKER_SLOT_BYTES);
            case 2 -> job + random.nextInt(JOB_WORDS_BYTES);
            default -> job + ARENA_AT + random.nextInt(ARENA_BYTES);
        };
    }

    private static void changeSlot(FileChannel channel, SplittableRandom random) throws IOException {
        long at = placeInSlots(random);
        switch (random.nextInt(3)) {
            case 0 -> {
                ByteBuffer bit = ByteBuffer.allocate(1);
                channel.read(bit, at);
                channel.write(bit.put(0, (byte) (bit.get(0) ^ 1 << random.nextInt(8))).rewind(), at);
            }
            case 1 -> channel.write(ByteBuffer.allocate(1 + random.nextInt(MAX_GARBAGE_BYTES)), at);
            default -> write(channel, at, 1 + random.nextInt(MAX_GARBAGE_BYTES), random);
        }
    }

    private static void changeTable(FileChannel channel, SplittableRandom random) throws IOException {
        if (random.nextInt(TABLE) == 0) {
            channel.truncate(random.nextLong(channel.size() + 1));
        } else {
            write(channel, random.nextInt(TABLE_BYTES), 1 + random.nextInt(MAX_TABLE_GARBAGE_BYTES), random);
        }
    }

    private void damageBeforeRestart() throws InterruptedException {
        Disturbance disturbance = scene.disturbances().begin(ALLOWED);
        damage(scene.stage().run().controlFile(), ControlFaults::changeHead);
        LockSupport.parkNanos(random.nextInt(MAX_WAIT_NS));
        scene.service().restartAfter(Signal.KILL);
        disturbance.end();
    }

    private static void changeHead(FileChannel channel, SplittableRandom random) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> channel.truncate(random.nextLong(channel.size()));
            case 1 -> write(channel, 0, HEADER_BYTES, random);
            case 2 -> write(channel, WORDS[random.nextInt(WORDS.length)], Integer.BYTES, random);
            default -> write(channel, random.nextInt(HEADER_BYTES), 1, random);
        }
    }

    /** What is done to the open file. */
    private interface Damage {
        void befall(FileChannel channel, SplittableRandom random) throws IOException;
    }

    /** With a random source of its own: whether the file is there is a matter of timing. */
    private void damage(Path file, Damage damage) {
        SplittableRandom own = random.split();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            damage.befall(channel, own);
        } catch (NoSuchFileException _) {
            // the coordinator is restarting, or has not left it yet
        } catch (IOException e) {
            throw OnecopyException.ofIo("damage " + file, e);
        }
    }

    private static void write(FileChannel channel, long at, int length, SplittableRandom random) throws IOException {
        byte[] garbage = new byte[length];
        random.nextBytes(garbage);
        channel.write(ByteBuffer.wrap(garbage), at);
    }
}
