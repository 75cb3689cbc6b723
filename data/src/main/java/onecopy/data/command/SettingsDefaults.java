package onecopy.data.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when the command line does not give it. For {@code --timeout} of {@code query},
 * first found wins:
 *
 * <ol>
 * <li>the variables {@code ONECOPY_QUERY_TIMEOUT} and {@code ONECOPY_TIMEOUT};
 * <li>the properties {@code query.timeout} and {@code timeout} of the file given by {@code --config}, else by {@code
 * ONECOPY_CONFIG}, else {@code config/onecopy.properties} of the installation;
 * <li>the option's own default.
 * </ol>
 *
 * <p>Blank values count as absent. A value in the file may start with {@code ~/}, the user's home.
 */
public final class SettingsDefaults implements IDefaultValueProvider {
    static final String CONFIG_OPTION = "--config";
    private static final String CONFIG_VARIABLE = "ONECOPY_CONFIG";

    private final Map<String, String> environment;
    private final Properties properties;
    private final Path file;
    private final Map<String, String> origins = new HashMap<>();

    private SettingsDefaults(Map<String, String> environment, Properties properties, Path file) {
        this.environment = environment;
        this.properties = properties;
        this.file = file;
    }

    /**
     * Finds and reads the property file.
     *
     * @param args the command line, searched for {@code --config}
     * @throws OnecopyException where a file that was named does not exist, cannot be read or is malformed
     */
    public static SettingsDefaults read(String[] args, Map<String, String> environment) {
        String named = configArgument(args);
        if (named == null) {
            named = environment.get(CONFIG_VARIABLE);
        }
        if (named != null && !named.isBlank()) {
            return new SettingsDefaults(environment, load(Path.of(named)), Path.of(named));
        }
        Path preset = Installation.find().map(Installation::settingsFile).filter(Files::isRegularFile).orElse(null);
        return new SettingsDefaults(environment, preset == null ? new Properties() : load(preset), preset);
    }

    private static String configArgument(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--")) {
                return null;
            }
            if (args[i].equals(CONFIG_OPTION) && i + 1 < args.length) {
                return args[i + 1];
            }
            if (args[i].startsWith(CONFIG_OPTION + "=")) {
                return args[i].substring(CONFIG_OPTION.length() + 1);
            }
        }
        return null;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read the settings file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "cannot read the settings file " + file + ": " + e.getMessage(), e);
        }
        return properties;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String name = nameOf(option);
        String command = option.command().name();
        return firstPresent(option, command + "." + name, name).orElse(null);
    }

    static Set<String> namesOf(CommandLine command) {
        return command.getCommandSpec().options().stream().filter(SettingsDefaults::isSetting)
                .map(SettingsDefaults::nameOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !option.longestName().equals(CONFIG_OPTION);
    }

    private static String nameOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private Optional<String> firstPresent(OptionSpec option, String... keys) {
        for (String key : keys) {
            String variable = "ONECOPY_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                origins.put(option.longestName(), variable);
                return Optional.of(value.strip());
            }
        }
        for (String key : keys) {
            String value = properties.getProperty(key);
            if (value != null && !value.isBlank()) {
                origins.put(option.longestName(), key + " in " + file);
                return Optional.of(expanded(value.strip()));
            }
        }
        return Optional.empty();
    }

    private static String expanded(String value) {
        return value.startsWith("~/") ? System.getProperty("user.home") + value.substring(1) : value;
    }

    /** {@return the variable or property that an option's value was taken from, null where the user typed it} */
    String originOf(OptionSpec option) {
        return origins.get(option.longestName());
    }
}
