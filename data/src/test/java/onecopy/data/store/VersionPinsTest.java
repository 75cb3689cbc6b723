package onecopy.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecopy.data.process.JavaProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionPinsTest {
    @TempDir
    Path folder;

    private Path pinFile;

    /** Pins the file it is given, says so, and holds on until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[1]);
            Optional<VersionPins.Pin> pin = args[0].equals("shared")
                    ? VersionPins.tryShared(file)
                    : VersionPins.tryExclusive(file);
            System.out.println(pin.isPresent() ? "held" : "refused");
            System.in.readAllBytes();
        }
    }

    @BeforeEach
    void createPin() throws IOException {
        pinFile = Files.createFile(folder.resolve("pin"));
    }

    @Test
    void shouldShareAPinUntilItsLastHolderLetsGo() {
        VersionPins.Pin first = VersionPins.tryShared(pinFile).orElseThrow();
        VersionPins.Pin second = VersionPins.tryShared(pinFile).orElseThrow();
        assertThat(VersionPins.tryExclusive(pinFile)).isEmpty();
        first.close();
        first.close();
        assertThat(VersionPins.tryExclusive(pinFile)).isEmpty();
        second.close();
        try (VersionPins.Pin remover = VersionPins.tryExclusive(pinFile).orElseThrow()) {
            assertThat(remover).isNotNull();
            assertThat(VersionPins.tryShared(pinFile)).isEmpty();
            assertThat(VersionPins.tryExclusive(pinFile)).isEmpty();
        }
        assertThat(VersionPins.tryShared(pinFile)).get().satisfies(VersionPins.Pin::close);
    }

    @Test
    void shouldPinNothingWhereThereIsNoFile() {
        assertThat(VersionPins.tryShared(folder.resolve("none"))).isEmpty();
        assertThat(VersionPins.tryExclusive(folder.resolve("none"))).isEmpty();
    }

    @Test
    void shouldTellAFileFromItsSuccessorOfTheSameName() throws IOException {
        VersionPins.Pin old = VersionPins.tryShared(pinFile).orElseThrow();
        Files.delete(pinFile);
        Files.createFile(pinFile);

        VersionPins.Pin successor = VersionPins.tryExclusive(pinFile).orElseThrow();

        old.close();
        successor.close();
    }

    @Test
    void shouldKeepARemoverOutWhileAnotherProcessReads() throws Exception {
        try (JavaProcess reader = JavaProcess.start(Holder.class, "shared", pinFile.toString())) {
            assertThat(reader.readLine()).isEqualTo("held");
            assertThat(VersionPins.tryExclusive(pinFile)).isEmpty();
            assertThat(VersionPins.tryShared(pinFile)).get().satisfies(VersionPins.Pin::close);
            assertThat(VersionPins.tryExclusive(pinFile)).as("the other process still holds").isEmpty();

            reader.kill();

            assertThat(VersionPins.tryExclusive(pinFile)).as("a dead process holds nothing").get()
                    .satisfies(VersionPins.Pin::close);
        }
    }

    @Test
    void shouldKeepAReaderOutWhileAnotherProcessRemoves() throws Exception {
        try (JavaProcess remover = JavaProcess.start(Holder.class, "exclusive", pinFile.toString())) {
            assertThat(remover.readLine()).isEqualTo("held");
            assertThat(VersionPins.tryShared(pinFile)).isEmpty();

            remover.kill();

            assertThat(VersionPins.tryShared(pinFile)).get().satisfies(VersionPins.Pin::close);
        }
    }

    @Test
    void shouldHoldAgainstOtherProcessesWhileOnePinOfSeveralIsClosed() throws Exception {
        VersionPins.Pin first = VersionPins.tryShared(pinFile).orElseThrow();
        VersionPins.Pin second = VersionPins.tryShared(pinFile).orElseThrow();
        first.close();

        try (JavaProcess remover = JavaProcess.start(Holder.class, "exclusive", pinFile.toString())) {
            assertThat(remover.readLine()).isEqualTo("refused");
        }
        second.close();
    }
}
