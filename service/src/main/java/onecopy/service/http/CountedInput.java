package onecopy.service.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that counts what is read of it and ends a reader that would not stop. Used by one thread. */
final class CountedInput extends FilterInputStream {
    private long count;

    CountedInput(InputStream body) {
        super(body);
    }

    /** {@return bytes read so far} */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            add(1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            add(read);
        }
        return read;
    }

    private void add(int bytes) {
        count += bytes;
        if (count > RequestBody.MAX_BYTES) {
            throw RequestBody.tooLarge();
        }
    }
}
