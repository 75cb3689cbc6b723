package onecopy.service.bench.place;

import java.util.ArrayList;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.command.Installation;

/** Fills the temporary store through {@code onecopy load} as a process. */
public final class Loading {
    private static final String SEED = "1";

    private Loading() {}

    /** Whether a dataset gets an index: forced scans have no use for one, and on large data it takes its time. */
    public enum Index {
        /** Built with the dataset. */
        BUILT,
        /** Not built. */
        NONE
    }

    /** Loads seeded random 32-bit numbers, uniform in {@code [min, max]}. */
    public static void random(Workplace place, String name, long elements, long min, long max, Index index)
            throws InterruptedException {
        load(place, name, List.of("--random", Long.toString(elements), "--min=" + min, "--max=" + max, "--seed", SEED,
                "--type", ElementType.INT32.label()), index);
    }

    /**
     * Loads from any source the command knows.
     *
     * @param source the options that name it
     */
    public static void load(Workplace place, String name, List<String> source, Index index)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("load", name, "--store", place.store().root().toString()));
        arguments.addAll(source);
        if (index == Index.NONE) {
            arguments.add("--no-index");
        }
        try (Child loader = place.start("load " + name, Commands.of(Installation.require(), arguments))) {
            loader.requireSuccess();
        }
    }
}
