package onecopy.service.torture.truth;

import java.util.SplittableRandom;
import onecopy.data.ElementType;

/**
 * What a dataset looks like.
 *
 * @param kind how its values are chosen
 * @param type of its elements
 * @param elements how many, at least 1
 * @param indexed whether it is loaded with an index
 */
public record Shape(Kind kind, ElementType type, int elements, boolean indexed) {
    private static final int[] SIZES = {1, 13, 207, 4_098, 20_000, 60_000, 200_000};

    /** How values are chosen. */
    public enum Kind {
        /** Any of a million values. */
        UNIFORM,
        /** Few values, each many times. */
        REPEATED,
        /** Ascending, with gaps. */
        SORTED,
        /** One value. */
        CONSTANT,
        /** Nothing above zero. */
        NEGATIVE,
        /** The ends of the type and their neighbours. */
        EXTREMES,
        /** All of the type. */
        WIDE
    }

    /** {@return any shape} */
    public static Shape draw(SplittableRandom random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        ElementType type = random.nextBoolean() ? ElementType.INT32 : ElementType.INT64;
        int size = SIZES[random.nextInt(SIZES.length)];
        int elements = size <= 4_098 ? size : size / 2 + random.nextInt(size / 2);
        return new Shape(kind, type, elements, random.nextInt(3) > 0);
    }

    /** {@return the same with another number of elements} */
    public Shape withElements(int count) {
        return new Shape(kind, type, count, indexed);
    }
}
