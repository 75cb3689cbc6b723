package onecopy.service.torture.fault;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this machine lets a run do.
 *
 * @param limitsFileSizes whether {@code prlimit} is there, which stands for a full disk
 * @param refusesFiles whether a file without permissions refuses this user, as it does any but root
 */
public record Means(boolean limitsFileSizes, boolean refusesFiles) {
    /** {@return what this machine has} */
    public static Means ofThisMachine() {
        boolean limits = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> new File(folder, "prlimit").canExecute());
        return new Means(limits, !System.getProperty("user.name").equals("root"));
    }

    boolean allow(FaultKind kind) {
        return switch (kind) {
            case FULL_DISK -> limitsFileSizes;
            case NO_PERMISSION -> refusesFiles;
            default -> true;
        };
    }

    /** {@return a sentence for each kind of fault that is left out, and why} */
    public List<String> shortcomings() {
        return Stream.concat(
                limitsFileSizes ? Stream.empty() : Stream.of("no full disk: there is no 'prlimit'"),
                refusesFiles ? Stream.empty() : Stream.of("no missing permission: root may read everything")).toList();
    }
}
