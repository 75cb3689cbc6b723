package onecopy.service.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.AnswerJson;
import onecopy.service.wire.ErrorJson;
import onecopy.service.wire.ServiceStatus;
import org.junit.jupiter.api.Test;

/** What a client gets from something that is no coordinator: an answer, or a typed error. */
class HostileAnswerTest {
    private static final long SEED = 22_11_2026;
    private static final Batch BATCH = new Batch("d", List.of(new RangeQuery(Range.atMost(3),
            List.of(Aggregate.COUNT, Aggregate.SUM))), PlanKind.AUTO, Duration.ofSeconds(1));

    @Test
    void shouldReadOrRefuseAnswers() {
        fuzz("{\"dataset\": \"d\", \"version\": 1, \"elements\": 3, \"plan\": \"scan\", \"scanned\": 3, \"workers\": 1,"
                + " \"elapsed_us\": 5, \"answers\": [{\"from\": null, \"to\": 3, \"count\": 2, \"sum\": 5}]}",
                in -> AnswerJson.read(in, BATCH));
    }

    @Test
    void shouldReadOrRefuseErrors() {
        fuzz("{\"error\": {\"code\": \"timeout\", \"message\": \"too late\"}}", ErrorJson::read);
    }

    @Test
    void shouldReadOrRefuseAStatus() {
        fuzz("{\"pid\": 1, \"workers\": [2], \"supervised_workers\": 1, \"store\": \"/s\", \"run\": \"/r\","
                + " \"batches\": 3, \"datasets\": [\"d\"], \"quarantined\": []}", ServiceStatus::read);
    }

    private static void fuzz(String valid, Consumer<InputStream> reader) {
        Random random = new Random(SEED);
        byte[] bytes = valid.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < Mutations.rounds(5_000); round++) {
            byte[] mutated = round == 0 ? bytes : Mutations.of(bytes, random);
            try {
                reader.accept(new ByteArrayInputStream(mutated));
            } catch (OnecopyException e) {
                assertThat(e.getMessage()).as("round %d", round).isNotNull();
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + SEED + ", round " + round + ": " + new String(mutated, StandardCharsets.UTF_8), e);
            }
        }
    }
}
