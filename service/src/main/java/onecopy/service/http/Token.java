package onecopy.service.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that every request must carry: whoever can read the token file may ask. */
final class Token {
    private static final int BYTES = 32;
    /** In any case, as RFC 9110 has it. */
    private static final String SCHEME = "bearer ";

    private final byte[] expected;
    private final String text;

    private Token(String text) {
        this.text = text;
        this.expected = text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return a token nobody can guess} */
    static Token random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    /** {@return the content of the token file} */
    String text() {
        return text;
    }

    /** {@return whether a request's {@code Authorization} header, null if it has none, carries this token} */
    boolean matches(String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) && MessageDigest
                .isEqual(expected, header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
