package onecopy.data.command;

import java.io.IOException;
import java.io.Reader;

/**
 * Reads lines as {@link java.io.BufferedReader#readLine} does, but never holds more of one than a bound: what comes may have no
 * end. Not thread-safe.
 */
public final class BoundedLines {
    private final Reader in;
    private final int longest;
    private final char[] buffer = new char[8 << 10];
    private int at;
    private int end;
    private boolean afterReturn;

    /** @param longest characters of a line that are read at once, at least 1; the rest of it counts as the next line */
    public BoundedLines(Reader in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** {@return the next line without its end, or as much of it as the bound allows; null where there is none} */
    public String next() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < longest) {
            if (at == end && !fill()) {
                return line.isEmpty() ? null : line.toString();
            }
            if (afterReturn && buffer[at] == '\n') {
                at++;
                afterReturn = false;
                continue;
            }
            afterReturn = false;
            int from = at;
            int until = Math.min(end, at + longest - line.length());
            while (at < until && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            line.append(buffer, from, at - from);
            if (at < until) {
                afterReturn = buffer[at] == '\r';
                at++;
                break;
            }
        }
        return line.toString();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
