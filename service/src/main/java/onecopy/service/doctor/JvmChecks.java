package onecopy.service.doctor;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import onecopy.data.command.Installation;

/** The JDK and how it was started. */
final class JvmChecks {
    private static final int WANTED_FEATURE = 25;
    private static final List<String> EXPORTED = List.of("jdk.internal.ref", "sun.nio.ch", "jdk.internal.misc");

    private JvmChecks() {}

    static List<Finding> examine() {
        return List.of(version(), flags(), vectorApi(), installation());
    }

    private static Finding version() {
        String found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return Runtime.version().feature() == WANTED_FEATURE
                ? Finding.ok("JDK", found)
                : Finding.warning("JDK", found + "; onecopy is made and tested for " + WANTED_FEATURE,
                        "set ONECOPY_JAVA to a JDK " + WANTED_FEATURE);
    }

    private static Finding flags() {
        Module base = Object.class.getModule();
        Module ours = JvmChecks.class.getModule();
        List<String> missing = new ArrayList<>(
                EXPORTED.stream().filter(name -> !base.isExported(name, ours)).map(name -> "--add-exports " + name)
                        .toList());
        if (!base.isOpen("java.lang.reflect", ours)) {
            missing.add("--add-opens java.lang.reflect");
        }
        if (!ours.isNativeAccessEnabled()) {
            missing.add("--enable-native-access");
        }
        return missing.isEmpty()
                ? Finding.ok("JVM flags", "all that mapped files need are set")
                : Finding.error("JVM flags", "missing: " + String.join(", ", missing),
                        "start through the onecopy launcher, or pass @config/jvm/client.args to java");
    }

    private static Finding vectorApi() {
        return ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()
                ? Finding.ok("Vector API", "present; " + processor())
                : Finding.warning("Vector API", "this JDK has no module jdk.incubator.vector: workers use the scalar"
                        + " kernels, several times slower", "use a full JDK, not a trimmed runtime");
    }

    private static String processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        String flags = " " + ProcFiles.firstValue("/proc/cpuinfo", "flags").orElse("") + " ";
        String width = Stream.of("avx512f:AVX-512", "avx2:AVX2", "sse4_2:SSE4.2")
                .filter(pair -> flags.contains(" " + pair.substring(0, pair.indexOf(':')) + " "))
                .map(pair -> ", " + pair.substring(pair.indexOf(':') + 1)).findFirst().orElse("");
        return cores + (cores == 1 ? " core" : " cores") + " (" + System.getProperty("os.arch") + width + ")";
    }

    private static Finding installation() {
        return Installation.find().map(home -> Finding.ok("installation", home.home().toString()))
                .orElseGet(() -> Finding.warning("installation",
                        "started without the launcher: this process cannot start workers",
                        "start through the onecopy launcher"));
    }
}
