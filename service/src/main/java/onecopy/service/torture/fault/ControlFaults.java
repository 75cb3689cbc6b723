package onecopy.service.torture.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.client.Disturbances.Disturbance;
import onecopy.service.torture.stage.Signal;

/** Garbage in the control file; a restart of the coordinator must put everything right. */
final class ControlFaults {
    private static final Set<Fault> ALLOWED = EnumSet.of(Fault.UNAVAILABLE, Fault.UNAUTHORIZED, Fault.CANCELLED,
            Fault.TIMEOUT, Fault.CORRUPT);
    /** Header, fleet state and both bells, as CONTROL.md lays them out. */
    private static final int HEADER_BYTES = 72;
    private static final int[] WORDS = {128, 256, 384};
    private static final int MAX_WAIT_NS = 300_000_000;

    private final Scene scene;
    private final SplittableRandom random;

    ControlFaults(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    void strike() throws InterruptedException {
        Disturbance disturbance = scene.disturbances().begin(ALLOWED);
        try (FileChannel channel = FileChannel.open(scene.stage().run().controlFile(), StandardOpenOption.WRITE)) {
            damage(channel);
        } catch (NoSuchFileException _) {
            // another fault is restarting the coordinator
        } catch (IOException e) {
            throw OnecopyException.ofIo("damage the control file", e);
        }
        LockSupport.parkNanos(random.nextInt(MAX_WAIT_NS));
        scene.service().restartAfter(Signal.KILL);
        disturbance.end();
    }

    private void damage(FileChannel channel) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> channel.truncate(random.nextLong(channel.size()));
            case 1 -> write(channel, 0, HEADER_BYTES);
            case 2 -> write(channel, WORDS[random.nextInt(WORDS.length)], Integer.BYTES);
            default -> write(channel, random.nextInt(HEADER_BYTES), 1);
        }
    }

    private void write(FileChannel channel, long at, int length) throws IOException {
        byte[] garbage = new byte[length];
        random.nextBytes(garbage);
        channel.write(ByteBuffer.wrap(garbage), at);
    }
}
