package onecopy.service.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import org.junit.jupiter.api.Test;

/** Whatever arrives is a batch or one sentence about what is wrong with it: never another exception. */
class BatchJsonFuzzTest {
    private static final long SEED = 20261122;
    private static final List<String> SNIPPETS = List.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "null",
            "true", "-", "0", "00", "1e999999999", "1e-999999999", "1e9999999999", "9223372036854775808", "0.5",
            "[[1,2],[3,4]]", "[]", "{}", "\"rank\":", "\"between\":", "\"aggregates\":[\"sum\"],", "\"histogram\":",
            "\"edges\":", "/*", "NaN", "\ufeff", "\0", "[".repeat(2_000), "9".repeat(2_000));

    @Test
    void shouldAnswerEveryMutationWithABatchOrOneSentence() {
        Random random = new Random(SEED);
        int batches = 0;
        for (int round = 0; round < 8_000; round++) {
            byte[] request = mutated(validRequest(random), random);
            if (isBatch(request, round)) {
                batches++;
            }
        }
        assertThat(batches).as("mutations that are requests still").isBetween(100, 7_900);
    }

    @Test
    void shouldAnswerTheBeginningsOfOtherEncodingsWithABatchOrOneSentence() {
        byte[] firsts = {0, (byte) 0xfe, (byte) 0xff, (byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{'};
        byte[] request = validRequest(new Random(SEED));
        for (int round = 0; round < Math.pow(firsts.length, 4); round++) {
            byte[] beginning = new byte[4];
            for (int i = 0, rest = round; i < 4; i++, rest /= firsts.length) {
                beginning[i] = firsts[rest % firsts.length];
            }
            isBatch(spliced(request, 0, 0, beginning), round);
        }
    }

    private static boolean isBatch(byte[] request, int round) {
        try {
            Batch batch = BatchJson.read(new ByteArrayInputStream(request));
            return batch.dataset() != null;
        } catch (OnecopyException e) {
            assertThat(e.fault()).as("seed %d, round %d: %s", SEED, round, e).isEqualTo(Fault.INVALID_ARGUMENT);
            assertThat(e.getMessage()).as("seed %d, round %d", SEED, round).isNotBlank().hasSizeLessThan(600);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + SEED + ", round " + round + ": " + new String(request, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] validRequest(Random random) {
        List<Query> queries = Stream.generate(() -> RandomQueries.next(random)).limit(random.nextInt(6)).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BatchJson.write(new Batch("d", queries, PlanKind.AUTO, Duration.ofSeconds(1)), out);
        return out.toByteArray();
    }

    private static byte[] mutated(byte[] request, Random random) {
        byte[] bytes = request;
        for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, Random random) {
        int place = random.nextInt(bytes.length);
        int end = place + random.nextInt(Math.min(20, bytes.length - place) + 1);
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] changed = bytes.clone();
                changed[place] = (byte) random.nextInt(256);
                yield changed;
            }
            case 1 -> spliced(bytes, place, end, new byte[0]);
            case 2 -> spliced(bytes, place, place, bytes, place, end);
            case 3 -> spliced(bytes, place, bytes.length, new byte[0]);
            default -> spliced(bytes, place, random.nextBoolean() ? place : end,
                    SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] spliced(byte[] bytes, int start, int end, byte[] middle) {
        return spliced(bytes, start, end, middle, 0, middle.length);
    }

    private static byte[] spliced(byte[] bytes, int start, int end, byte[] middle, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, start);
        out.write(middle, from, to - from);
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }
}
