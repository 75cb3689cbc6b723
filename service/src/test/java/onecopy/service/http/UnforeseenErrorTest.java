package onecopy.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import onecopy.service.query.BatchId;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is thrown where nothing should be: whoever asked gets an answer, or at least the end of the connection. */
@Timeout(60)
class UnforeseenErrorTest {
    private static final String FAILED_READ = "a fault occurred in a recent unsafe memory access operation in compiled Java code";

    @TempDir
    private Path folder;

    private RunDirectory run;
    private QueryServer server;
    private volatile Throwable thrown;

    @BeforeEach
    void serve() {
        run = RunDirectory.at(folder.resolve("run"));
        run.create();
        server = QueryServer.start(run, 0, _ -> Map.of("/v1/status", new Failing()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private final class Failing implements Route {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public Response answer(Request request) {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    private RawCaller.Answer answer() throws IOException {
        try (RawCaller caller = new RawCaller(run)) {
            return caller.status().receive();
        }
    }

    @Test
    void shouldAnswerWhateverGoesWrongInside() throws IOException {
        for (Throwable defect : new Throwable[]{new IllegalStateException("odd"), new AssertionError("odd"),
            new NoClassDefFoundError("onecopy/Gone"), new StackOverflowError(), new InternalError("odd")}) {
            thrown = defect;
            RawCaller.Answer answer = answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("\"code\":\"internal\"", defect.getClass().getSimpleName());
        }
    }

    @Test
    void shouldSayThatAMappedFileWasCutShort() throws IOException {
        thrown = new InternalError(FAILED_READ);
        RawCaller.Answer answer = answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"unavailable\"", "was cut short", "start the service again");
    }

    @Test
    void shouldHangUpWhereTheJvmCannotGoOn() throws IOException {
        thrown = new UnknownError("beyond help");
        try (RawCaller caller = new RawCaller(run)) {
            assertThat(caller.status().isClosedByServer()).isTrue();
        }
        assertThatThrownBy(() -> Refusal.of(thrown, BatchId.NONE)).isSameAs(thrown);
    }
}
