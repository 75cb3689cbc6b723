package onecopy.service.wire;

import java.util.UUID;
import java.util.regex.Pattern;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Names a batch, so that whoever sends it again, not knowing whether it arrived, gets the answer of the first time.
 *
 * @param text 1 to {@value #MAX_LENGTH} letters, digits and {@code . _ : -}
 */
public record IdempotencyKey(String text) {
    /** The header of a request that carries it, with or without quotes around the key. */
    public static final String HEADER = "Idempotency-Key";
    /** The longest key. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._:-]{1," + MAX_LENGTH + "}");

    /**
     * Checks the syntax.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT}
     */
    public IdempotencyKey {
        if (!SYNTAX.matcher(text).matches()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "an idempotency key is 1 to " + MAX_LENGTH
                    + " letters, digits and '.', '_', ':', '-', not '" + Excerpt.of(text) + "'");
        }
    }

    /** {@return a key nobody else has} */
    public static IdempotencyKey random() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    /** {@return the key that a header names, which may stand in quotes} */
    public static IdempotencyKey ofHeader(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return new IdempotencyKey(quoted ? value.substring(1, value.length() - 1) : value);
    }

    @Override
    public String toString() {
        return text;
    }
}
