package onecopy.service.bench.overload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back.
 *
 * @param status of HTTP
 * @param body JSON
 */
record Reply(int status, String body) {
    private static final Pattern HINT = Pattern.compile("\"retry_after_ms\":(\\d{1,9})");

    boolean isAnswer() {
        return status == 200;
    }

    /** {@return whether it is a typed refusal} */
    boolean isBusy() {
        return status == 503 && body.contains("\"code\":\"busy\"");
    }

    /** {@return after how many milliseconds to try again} */
    long hintMs() {
        Matcher hint = HINT.matcher(body);
        return hint.find() ? Long.parseLong(hint.group(1)) : 0;
    }
}
