package onecopy.data.command;

import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Where onecopy is installed: the folder that holds the launcher and {@code config/}. The launcher tells it to every
 * JVM in the system property {@value #HOME_PROPERTY}.
 *
 * @param home the folder, absolute
 */
public record Installation(Path home) {
    /** Names the cache folder. */
    private static final String ARCHIVES_PROPERTY = "onecopy.archives";
    private static final Set<String> VECTOR_ROLES = Set.of("worker", "bench");

    /** The system property that names the installation. */
    public static final String HOME_PROPERTY = "onecopy.home";

    /** {@return the installation this process runs from, empty where it was started without the launcher} */
    public static Optional<Installation> find() {
        String home = System.getProperty(HOME_PROPERTY);
        return home == null || home.isBlank()
                ? Optional.empty()
                : Optional.of(new Installation(Path.of(home).toAbsolutePath().normalize()));
    }

    /**
     * {@return the installation this process runs from}
     *
     * @throws OnecopyException where it was started without the launcher
     */
    public static Installation require() {
        return find().orElseThrow(() -> new OnecopyException(Fault.INVALID_ARGUMENT,
                "cannot start other processes: this one was started without the onecopy launcher; set -D"
                        + HOME_PROPERTY + "=DIR to the folder that holds it and config/"));
    }

    /** {@return the launcher script} */
    public Path launcher() {
        return home.resolve("onecopy");
    }

    /** {@return the preset of settings, which need not exist} */
    public Path settingsFile() {
        return home.resolve("config").resolve("onecopy.properties");
    }

    /**
     * {@return the folder of what is computed once and used at every start: the class archives that the launcher makes, one a
     * role, and the table of divisors; empty where the launcher named none. It need not exist}
     */
    public Optional<Path> cacheFolder() {
        return Optional.ofNullable(System.getProperty(ARCHIVES_PROPERTY)).map(Path::of);
    }

    /** {@return the JVM options of a role: {@code client}, {@code coordinator}, {@code worker}, {@code bench} or {@code loader}} */
    public Path argumentFile(String role) {
        return home.resolve("config").resolve("jvm").resolve(role + ".args");
    }

    /**
     * {@return the command that starts another JVM of this installation: the same java, the same class path, the
     * options of its role}
     *
     * @param role whose {@linkplain #argumentFile argument file} to use
     * @param mainClass the class to run
     * @param arguments its arguments
     */
    public List<String> javaCommand(String role, String mainClass, List<String> arguments) {
        return javaCommand(role, mainClass, arguments, false);
    }

    /**
     * {@return the same for a process that lives for seconds only, where it is brief} The optimising compiler would never pay
     * for itself, and without it neither would the Vector API: such a process has neither.
     */
    public List<String> javaCommand(String role, String mainClass, List<String> arguments, boolean brief) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + argumentFile(role));
        command.add("@" + argumentFile("logging"));
        if (brief) {
            command.add("-XX:TieredStopAtLevel=1");
        } else if (VECTOR_ROLES.contains(role) && ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()) {
            command.add("@" + argumentFile("vector"));
        }
        command.addAll(archiveOptions(role));
        command.add("-D" + HOME_PROPERTY + "=" + home);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** As the launcher chooses: an AOT cache, a class archive, or neither. */
    private List<String> archiveOptions(String role) {
        if (cacheFolder().isEmpty()) {
            return List.of();
        }
        Path archives = cacheFolder().get();
        String location = "-D" + ARCHIVES_PROPERTY + "=" + archives;
        Path cache = archives.resolve(role + ".aot");
        Path archive = archives.resolve(role + ".jsa");
        if (Files.isRegularFile(cache)) {
            return List.of(location, "-XX:AOTCache=" + cache);
        }
        return Files.isRegularFile(archive) ? List.of(location, "-XX:SharedArchiveFile=" + archive) : List.of(location);
    }
}
