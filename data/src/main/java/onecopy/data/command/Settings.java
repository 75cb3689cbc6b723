package onecopy.data.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;

/**
 * Where an option's value comes from when the command line does not give it. For {@code --timeout} of {@code query},
 * first found wins:
 *
 * <ol>
 * <li>the variables {@code ONECOPY_QUERY_TIMEOUT} and {@code ONECOPY_TIMEOUT};
 * <li>the properties {@code query.timeout} and {@code timeout} of the file given by {@code --config}, else by {@code
 * ONECOPY_CONFIG}, else {@code config/onecopy.properties} of the installation.
 * </ol>
 *
 * <p>Blank values count as absent. A value in the file may start with {@code ~/}, the user's home.
 */
public final class Settings {
    /** The option that names another file; every command has it. */
    public static final String CONFIG_OPTION = "--config";
    private static final int MAX_BYTES = 1 << 20;
    private static final String PREFIX = "ONECOPY_";
    private static final String CONFIG_VARIABLE = PREFIX + "CONFIG";
    /** Which JDK to use: not about what a command does. */
    private static final String JAVA_VARIABLE = PREFIX + "JAVA";

    private final Map<String, String> environment;
    private final Properties properties;
    private final Path file;

    private Settings(Map<String, String> environment, Properties properties, Path file) {
        this.environment = environment;
        this.properties = properties;
        this.file = file;
    }

    /**
     * A value and where it was found.
     *
     * @param value never blank
     * @param origin the variable, or the property and its file
     */
    public record Setting(String value, String origin) {}

    /**
     * Finds and reads the property file.
     *
     * @param args the command line, searched for {@code --config}
     * @throws OnecopyException where a file that was named does not exist, cannot be read or is malformed
     */
    public static Settings read(List<String> args, Map<String, String> environment) {
        String named = configArgument(args);
        if (named == null) {
            named = environment.get(CONFIG_VARIABLE);
        }
        if (named != null && !named.isBlank()) {
            return new Settings(environment, load(Path.of(named)), Path.of(named));
        }
        Path preset = Installation.find().map(Installation::settingsFile).filter(Files::isRegularFile).orElse(null);
        return new Settings(environment, preset == null ? new Properties() : load(preset), preset);
    }

    /**
     * Has a process that is about to be started take its settings from one file: none of the user's reach it.
     *
     * @param environment of the process, which is changed
     */
    public static void confine(Map<String, String> environment, Path file) {
        environment.keySet().removeIf(name -> name.startsWith(PREFIX) && !name.equals(JAVA_VARIABLE));
        environment.put(CONFIG_VARIABLE, file.toString());
    }

    private static String configArgument(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String argument = args.get(i);
            if (argument.equals("--")) {
                return null;
            }
            if (argument.equals(CONFIG_OPTION) && i + 1 < args.size()) {
                return args.get(i + 1);
            }
            if (argument.startsWith(CONFIG_OPTION + "=")) {
                return argument.substring(CONFIG_OPTION.length() + 1);
            }
        }
        return null;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        String purpose = "read the settings file " + file;
        try (InputStream in = FileKinds.open(file, purpose)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("it is longer than " + MAX_BYTES + " bytes");
            }
            properties.load(
                    new StringReader(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
        } catch (CharacterCodingException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "cannot " + purpose + ": it is not UTF-8", e);
        } catch (IOException e) {
            throw OnecopyException.ofIo(purpose, e);
        } catch (IllegalArgumentException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "cannot " + purpose + ": " + e.getMessage(), e);
        }
        return properties;
    }

    /** {@return the value set for an option, by the command's name and the option's long name without dashes} */
    public Optional<Setting> find(String command, String option) {
        List<String> keys = List.of(command + "." + option, option);
        return keys.stream().flatMap(key -> ofVariable(key).stream()).findFirst()
                .or(() -> keys.stream().flatMap(key -> ofProperty(key).stream()).findFirst());
    }

    private Optional<Setting> ofVariable(String key) {
        String variable = PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        return present(environment.get(variable)).map(value -> new Setting(value, variable));
    }

    private Optional<Setting> ofProperty(String key) {
        return present(properties.getProperty(key)).map(value -> new Setting(expanded(value), key + " in " + file));
    }

    private static Optional<String> present(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String expanded(String value) {
        return value.startsWith("~/") ? System.getProperty("user.home") + value.substring(1) : value;
    }
}
