package onecopy.service.wire;

import java.math.BigInteger;
import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** Writes the answers of one batch, millions if need be: nothing is allocated for an answer whose numbers fit 64 bits. */
final class AnswerWriter {
    private static final SerializableString FROM = new SerializedString("from");
    private static final SerializableString TO = new SerializedString("to");
    private static final int LONG_BITS = 63;

    private final JsonGenerator json;
    private final RangeAnswerBytes fast;
    private List<Aggregate> aggregates = List.of();
    private SerializableString[] labels = {};

    private AnswerWriter(JsonGenerator json, RangeAnswerBytes fast) {
        this.json = json;
        this.fast = fast;
    }

    /** {@return a writer for generators of UTF-8 without spaces} */
    static AnswerWriter compact(JsonGenerator json) {
        return new AnswerWriter(json, new RangeAnswerBytes());
    }

    /** {@return a writer for every generator} */
    static AnswerWriter general(JsonGenerator json) {
        return new AnswerWriter(json, null);
    }

    void write(Answer answer) {
        switch (answer) {
            case RangeAnswer range -> writeRange(range);
            case RankAnswer rank -> writeRank(rank);
            case QuantileAnswer quantile -> writeQuantile(quantile);
            case ValuesAnswer values -> writeValues(values);
            case HistogramAnswer histogram -> writeHistogram(histogram);
        }
    }

    private void writeRange(RangeAnswer answer) {
        if (fast != null && fast.take(answer)) {
            json.writeRawValue(fast);
        } else {
            writeRangeInParts(answer);
        }
    }

    private void writeRangeInParts(RangeAnswer answer) {
        Range range = answer.query().range();
        json.writeStartObject();
        writeBound(FROM, range.from(), Long.MIN_VALUE);
        writeBound(TO, range.to(), Long.MAX_VALUE);
        prepareLabels(answer.query().aggregates());
        List<Number> values = answer.values();
        for (int i = 0; i < labels.length; i++) {
            json.writeName(labels[i]);
            writeNumber(values.get(i));
        }
        json.writeEndObject();
    }

    private void writeBound(SerializableString key, long bound, long unbounded) {
        json.writeName(key);
        if (bound == unbounded) {
            json.writeNull();
        } else {
            json.writeNumber(bound);
        }
    }

    private void prepareLabels(List<Aggregate> wanted) {
        if (!wanted.equals(aggregates)) {
            aggregates = wanted;
            labels = wanted.stream().map(Aggregate::label).map(SerializedString::new)
                    .toArray(SerializableString[]::new);
        }
    }

    private void writeNumber(Number value) {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case BigInteger number when number.bitLength() <= LONG_BITS -> json.writeNumber(number.longValue());
            case BigInteger number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> throw new IllegalArgumentException("answers hold no " + value.getClass());
        }
    }

    private void writeRank(RankAnswer answer) {
        json.writeStartObject();
        json.writeNumberProperty("value", answer.query().value());
        json.writeNumberProperty("rank", answer.rank());
        json.writeNumberProperty("equal", answer.equal());
        json.writeEndObject();
    }

    private void writeQuantile(QuantileAnswer answer) {
        json.writeStartObject();
        json.writeNumberProperty("quantile", answer.query().fraction());
        json.writeName("value");
        writeNumber(answer.value());
        json.writeEndObject();
    }

    private void writeValues(ValuesAnswer answer) {
        json.writeStartObject();
        json.writeNumberProperty(keyOf(answer.query()), countOf(answer.query()));
        json.writeName("values");
        json.writeStartArray(JsonOutput.ON_ONE_LINE);
        for (long value : answer.values()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String keyOf(Query query) {
        return query instanceof BottomQuery ? "bottom" : "top";
    }

    private static int countOf(Query query) {
        return query instanceof BottomQuery bottom ? bottom.count() : ((TopQuery) query).count();
    }

    private void writeHistogram(HistogramAnswer answer) {
        json.writeStartObject();
        json.writeName("histogram");
        json.writeStartArray();
        for (RangeAnswer bin : answer.bins()) {
            writeRange(bin);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
