package onecopy.service.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that nearly are what they should be, from a seed. */
final class Mutations {
    /** {@code -Donecopy.fuzz.rounds=} times the usual number of rounds. */
    private static final int FACTOR = Integer.getInteger("onecopy.fuzz.rounds", 1);
    private static final List<byte[]> EXTREMES = List.of(new byte[8], filled(8, 0xff), filled(4, 0x7f), filled(1, 0x80),
            new byte[]{0, 0, 0, 0x40}, "-9223372036854775808".getBytes(StandardCharsets.US_ASCII),
            "99999999999999999999".getBytes(StandardCharsets.US_ASCII),
            "[".repeat(3000).getBytes(StandardCharsets.US_ASCII),
            "(".repeat(3000).getBytes(StandardCharsets.US_ASCII),
            "{\"a\":".repeat(2000).getBytes(StandardCharsets.US_ASCII),
            "\\u0000".getBytes(StandardCharsets.US_ASCII), "1e999999999".getBytes(StandardCharsets.US_ASCII),
            filled(3, 0xc3));

    private Mutations() {}

    /** {@return how many rounds to go where a build goes this many} */
    static int rounds(int usual) {
        return Math.multiplyExact(usual, FACTOR);
    }

    /** {@return the bytes with one to four changes} */
    static byte[] of(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(16));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, end, new byte[0]);
            case 2 -> spliced(bytes, at, at, EXTREMES.get(random.nextInt(EXTREMES.size())));
            case 3 -> overwritten(bytes, at, EXTREMES.get(random.nextInt(EXTREMES.size())));
            case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default -> flipped(bytes, at, random);
        };
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return bytes;
    }

    private static byte[] overwritten(byte[] bytes, int at, byte[] by) {
        System.arraycopy(by, 0, bytes, at, Math.min(by.length, bytes.length - at));
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] result = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
