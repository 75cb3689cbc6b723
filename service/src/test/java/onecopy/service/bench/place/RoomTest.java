package onecopy.service.bench.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path folder;

    @Test
    void shouldTakeWhatIsWantedWhereItFits() {
        assertThat(new Room(100 * GIB, 100 * GIB).fitting(1 << 30, 4)).isEqualTo(1 << 30);
    }

    @Test
    void shouldHalveUntilDiskAndTwiceTheMemorySuffice() {
        assertThat(new Room(3 * GIB, 100 * GIB).fitting(1 << 30, 4)).as("2 GiB of 3 on disk").isEqualTo(1 << 29);
        assertThat(new Room(100 * GIB, 5 * GIB).fitting(1 << 30, 4)).as("2 x 2 GiB and 1 spare").isEqualTo(1 << 29);
        assertThat(new Room(100 * GIB, 2 * GIB).fitting(1 << 30, 4)).isEqualTo(1 << 27);
    }

    @Test
    void shouldSayWhatIsFreeWhereNothingFits() {
        assertThatThrownBy(() -> new Room(1000, 2000).fitting(1 << 30, 4)).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("1000 bytes of disk and 2000 bytes of memory are free");
    }

    @Test
    void shouldFindRoomOnThisMachine() {
        assertThat(Room.around(folder).diskBytes()).isPositive();
        assertThat(Room.around(folder).memoryBytes()).isPositive();
    }

    @Test
    void shouldRemoveItsFolderAndEndItsProcesses() throws Exception {
        Path inside;
        Child child;
        try (Workplace place = Workplace.in(folder)) {
            inside = place.folder();
            Files.createDirectories(inside.resolve("store/a/b"));
            Files.writeString(inside.resolve("store/a/b/c"), "c");
            child = place.start("cat", List.of("cat"));
            child.say("hello");
            assertThat(child.hear()).isEqualTo("hello");
        }
        assertThat(inside).doesNotExist();
        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @RepeatedTest(10)
    void shouldLeaveNoProcessThatStartsWhileItCloses() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> starter;
        try (Workplace place = Workplace.in(folder)) {
            starter = CompletableFuture.runAsync(() -> assertThatThrownBy(() -> {
                while (true) {
                    place.start("sleep", List.of("sleep", "77"));
                    begun.countDown();
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }).isInstanceOf(OnecopyException.class).hasMessage("the benchmark is over"));
            begun.await();
        }

        assertThat(ProcessHandle.current().children().filter(RoomTest::isSleep).filter(ProcessHandle::isAlive))
                .isEmpty();
        starter.get();
    }

    private static boolean isSleep(ProcessHandle process) {
        return process.info().arguments().filter(arguments -> List.of(arguments).equals(List.of("77"))).isPresent();
    }

    @Test
    void shouldRepeatTheLastWordsOfAProcessThatFailed() {
        try (Workplace place = Workplace.in(folder)) {
            Child child = place.start("a test", List.of("sh", "-c", "echo onecopy: no luck >&2; exit 3"));

            assertThatThrownBy(child::requireSuccess).isInstanceOf(OnecopyException.class)
                    .hasMessage("a test ended before its work was done: no luck");
        }
    }
}
