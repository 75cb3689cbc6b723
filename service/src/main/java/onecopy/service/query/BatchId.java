package onecopy.service.query;

import java.util.HexFormat;

/**
 * Names a batch in responses, logs and recordings, and on every worker that computes a part of it. Ascending in time:
 * microseconds of Unix time in the upper 52 bits, the coordinator's mark in the lower 12.
 *
 * @param value as processes pass it on; 0 stands for no batch
 */
public record BatchId(long value) {
    /** Stands where work belongs to no batch. */
    public static final BatchId NONE = new BatchId(0);

    /** {@return 16 hexadecimal digits} */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
