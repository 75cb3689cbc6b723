package onecopy.service.torture.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexFolders;
import onecopy.data.store.StoreLayout;
import onecopy.service.torture.stage.Program;

/** Damage to the published files of the victim: what its current version is at that moment. */
final class DatasetFaults {
    private static final int PAGE_BYTES = 4096;
    /** Whatever another fault did to them. */
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final long VERIFY_S = 30;
    /** {@code verify} has done what it should when it finds damage: no fault of its own. */
    private static final int FOUND_DAMAGE = 1;

    private final Scene scene;
    private final SplittableRandom random;

    DatasetFaults(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
    }

    void strike(FaultKind kind) throws InterruptedException {
        OptionalLong version = scene.stage().store().currentVersion(scene.victim());
        if (version.isEmpty()) {
            return;
        }
        Path folder = scene.stage().store().layout().versionFolder(scene.victim(), version.getAsLong());
        try {
            strike(kind, folder);
        } catch (NoSuchFileException _) {
            // a load has replaced the version in this moment: there is nothing left to damage
        } catch (IOException e) {
            throw OnecopyException.ofIo("damage a file", e);
        }
    }

    private void strike(FaultKind kind, Path folder) throws IOException, InterruptedException {
        Path values = folder.resolve(StoreLayout.VALUES);
        switch (kind) {
            case TRUNCATE_HALF -> truncate(values, Files.size(values) / 2);
            case TRUNCATE_PAGE -> truncate(values, Math.max(0, Files.size(values) - PAGE_BYTES));
            case TRUNCATE_TAIL -> truncate(values, Math.max(0, Files.size(values) - 1 - below(
                    Math.max(1, (Files.size(values) - 1) % PAGE_BYTES))));
            case REPLACE_BY_COPY -> replaceByCopy(values);
            case REPLACE_BY_OTHER -> replaceByOther(values);
            case DAMAGE_VALUES -> damageValues(values);
            case DAMAGE_INDEX -> damageIndex(folder);
            case DAMAGE_ZONES -> damage(folder.resolve(StoreLayout.ZONES), EnumSet.of(Fault.CORRUPT));
            case DAMAGE_MANIFEST -> damage(folder.resolve(StoreLayout.MANIFEST), EnumSet.of(Fault.CORRUPT));
            case NO_PERMISSION -> forbid(random.nextBoolean() ? values : folder.resolve(StoreLayout.MANIFEST));
            default -> throw new IllegalArgumentException(kind.label());
        }
    }

    /** {@return any number from 0 to below this one, the same part of it for the same seed: files of a later version are longer} */
    private long below(long bound) {
        return (long) (random.nextDouble() * bound);
    }

    private void truncate(Path file, long lengthBytes) throws IOException {
        allow(EnumSet.of(Fault.CORRUPT));
        try (FileChannel channel = openForWriting(file)) {
            channel.truncate(lengthBytes);
        }
    }

    /** Workers go on reading the file that was replaced, whose checksums nobody can compare any more. */
    private void replaceByCopy(Path values) throws IOException {
        allow(EnumSet.of(Fault.CORRUPT));
        Files.setPosixFilePermissions(values, READABLE);
        replace(values, Files.readAllBytes(values));
    }

    private void replaceByOther(Path values) throws IOException {
        allow(EnumSet.of(Fault.CORRUPT));
        byte[] bytes = new byte[(int) below(Files.size(values))];
        random.nextBytes(bytes);
        replace(values, bytes);
    }

    private void replace(Path file, byte[] bytes) throws IOException {
        Path other = Files.write(scene.stage().folder().resolve("other.npy"), bytes);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void forbid(Path file) throws IOException {
        allow(EnumSet.of(Fault.PERMISSION_DENIED));
        Files.setPosixFilePermissions(file, Set.of());
    }

    private void damageIndex(Path folder) throws IOException {
        Path index = IndexFolders.current(folder).orElse(null);
        if (index != null) {
            List<Path> files;
            try (Stream<Path> all = Files.list(index)) {
                files = all.sorted().toList();
            }
            damage(files.get(random.nextInt(files.size())), EnumSet.of(Fault.CORRUPT));
        }
    }

    private void damage(Path file, Set<Fault> allowed) throws IOException {
        allow(allowed);
        int way = random.nextInt(4);
        if (way == 3) {
            try (FileChannel channel = openForWriting(file)) {
                channel.truncate(below(Files.size(file)));
            }
        } else {
            change(file, 0, way == 2);
        }
    }

    /** Changes bytes in place: one bit, or a page to zeros. {@return whether they were others before} */
    private boolean change(Path file, long from, boolean toZeros) throws IOException {
        long size = Files.size(file);
        if (size <= from) {
            return false;
        }
        long at = from + below(size - from);
        int length = toZeros ? (int) Math.min(PAGE_BYTES, size - at) : 1;
        try (FileChannel channel = openForWriting(file)) {
            ByteBuffer before = ByteBuffer.allocate(length);
            channel.read(before, at);
            byte[] after = toZeros ? new byte[length] : new byte[]{(byte) (before.get(0) ^ 1 << random.nextInt(8))};
            channel.write(ByteBuffer.wrap(after), at);
            return !ByteBuffer.wrap(after).equals(before.rewind());
        }
    }

    /** Files of a version are read-only, also for their owner. */
    private static FileChannel openForWriting(Path file) throws IOException {
        Files.setPosixFilePermissions(file, READABLE);
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void damageValues(Path values) throws IOException, InterruptedException {
        allow(EnumSet.of(Fault.CORRUPT));
        boolean changed = change(values, PAGE_BYTES, random.nextBoolean());
        Program verify = scene.stage().startLoader(List.of("verify", scene.victim()), List.of());
        if (!verify.awaitEnd(TimeUnit.SECONDS.toNanos(VERIFY_S))) {
            throw new OnecopyException(Fault.TIMEOUT, "'onecopy verify' has not ended after " + VERIFY_S + " s");
        }
        int expected = changed ? FOUND_DAMAGE : 0;
        if (verify.exitCode() != expected) {
            scene.tally().complain("'onecopy verify' ended with exit code " + verify.exitCode() + " instead of "
                    + expected + ": " + verify.output() + verify.errors());
        }
    }

    private void allow(Set<Fault> faults) {
        var _ = scene.disturbances().begin(scene.victim(), faults);
    }
}
