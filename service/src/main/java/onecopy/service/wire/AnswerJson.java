package onecopy.service.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecopy.service.query.Answer;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Explanation;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import tools.jackson.core.JsonGenerator;

/**
 * The answers to a batch, as {@code POST /v1/query} returns and {@code query --format json} prints them:
 * <pre>
 * {"dataset": "common", "version": 1, "elements": 1000000, "plan": "scan", "scanned": 1000000, "workers": 2,
 *  "elapsed_us": 412, "answers": [
 *  {"from": null, "to": 100000, "count": 99873, "sum": 4993650000, "divisors": 1172812}]}
 * </pre>
 * {@code null} bounds mean unbounded. The other kinds of queries are answered by
 * <pre>
 * {"value": 5, "rank": 10, "equal": 3}
 * {"quantile": 0.5, "value": 499971}
 * {"top": 3, "values": [9, 9, 8]}
 * {"bottom": 3, "values": [0, 0, 1]}
 * {"histogram": [{"from": 0, "to": 9, "count": 4}, {"from": 10, "to": 20, "count": 7}]}
 * </pre>
 * The value of a quantile is {@code null} where the dataset has no elements; {@code values} are fewer than asked for where
 * it has fewer. The answers to a list of thresholds stand one by one. An {@link Explanation}, where asked for, follows under the key {@code explain}.
 */
public final class AnswerJson {
    private AnswerJson() {}

    /** Writes answers without spaces and closes the stream. */
    public static void write(ExplainedAnswer explained, OutputStream out) {
        try (JsonGenerator json = JsonOutput.compact(out)) {
            writeAnswer(explained, json, AnswerWriter.compact(json));
        }
    }

    /** Writes answers for people, one a line, with a final line break, and flushes. */
    public static void writeReadable(ExplainedAnswer explained, Writer out) {
        try (JsonGenerator json = JsonOutput.readable(out)) {
            writeAnswer(explained, json, AnswerWriter.general(json));
            json.writeRaw('\n');
        }
    }

    private static void writeAnswer(ExplainedAnswer explained, JsonGenerator json, AnswerWriter writer) {
        BatchAnswer answer = explained.answer();
        json.writeStartObject();
        json.writeStringProperty("dataset", answer.dataset());
        json.writeNumberProperty("version", answer.version());
        json.writeNumberProperty("elements", answer.elements());
        json.writeStringProperty("plan", answer.plan().label());
        json.writeNumberProperty("scanned", answer.scannedElements());
        json.writeNumberProperty("workers", answer.workers());
        json.writeNumberProperty("elapsed_us", answer.elapsed().toNanos() / 1_000);
        json.writeName("answers");
        json.writeStartArray();
        for (Answer one : answer.answers()) {
            writer.write(one);
        }
        json.writeEndArray();
        if (explained.explanation().isPresent()) {
            json.writeName("explain");
            ExplanationJson.write(explained.explanation().get(), json);
        }
        json.writeEndObject();
    }

    /**
     * Reads the answers to a batch that this process asked.
     *
     * @throws onecopy.data.fault.OnecopyException where the document is not what the coordinator of this version writes
     */
    public static ExplainedAnswer read(InputStream in, Batch batch) {
        try (JsonReader json = JsonReader.trusting(in, "the coordinator's answer")) {
            ExplainedAnswer answer = readAnswer(json, batch);
            json.end();
            return answer;
        }
    }

    private static ExplainedAnswer readAnswer(JsonReader json, Batch batch) {
        String dataset = "";
        long version = 0;
        long elements = 0;
        PlanKind plan = PlanKind.SCAN;
        long scanned = 0;
        long workers = 0;
        long elapsedUs = 0;
        List<Answer> answers = List.of();
        Explanation explanation = null;
        json.startObject("an answer");
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "dataset" -> dataset = json.nextString(key);
                case "version" -> version = json.nextInteger(key);
                case "elements" -> elements = json.nextInteger(key);
                case "plan" -> plan = PlanKind.ofLabel(json.nextString(key));
                case "scanned" -> scanned = json.nextInteger(key);
                case "workers" -> workers = json.nextInteger(key);
                case "elapsed_us" -> elapsedUs = json.nextInteger(key);
                case "answers" -> answers = readAnswers(json, batch.queries());
                case "explain" -> explanation = ExplanationJson.read(json);
                default -> throw json.unknownKey(key, "those of this version of onecopy");
            }
        }
        BatchAnswer answer = new BatchAnswer(dataset, version, elements, plan, scanned, (int) workers,
                Duration.of(elapsedUs, ChronoUnit.MICROS), answers);
        return new ExplainedAnswer(answer, Optional.ofNullable(explanation));
    }

    private static List<Answer> readAnswers(JsonReader json, List<Query> queries) {
        List<Answer> answers = new ArrayList<>(queries.size());
        AnswerReader reader = new AnswerReader(json);
        json.startArray("answers");
        while (json.hasNext()) {
            if (answers.size() == queries.size()) {
                throw json.wrong("there are more answers than queries");
            }
            json.at("answer", answers.size() + 1L);
            json.elementObject("an answer");
            answers.add(reader.read(queries.get(answers.size())));
        }
        json.at(null, 0);
        if (answers.size() < queries.size()) {
            throw json.wrong(queries.size() + " queries have only " + answers.size() + " answers");
        }
        return answers;
    }
}
