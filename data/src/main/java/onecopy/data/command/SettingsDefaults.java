package onecopy.data.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import onecopy.data.command.Settings.Setting;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Fills the options that the command line does not give from {@link Settings}. */
final class SettingsDefaults implements IDefaultValueProvider {
    private final Settings settings;
    private final Map<String, String> origins = new HashMap<>();

    SettingsDefaults(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        Optional<Setting> setting = settings.find(option.command().name(), nameOf(option));
        setting.ifPresent(found -> origins.put(option.longestName(), found.origin()));
        return setting.map(Setting::value).orElse(null);
    }

    /** {@return the long options of a command that settings can fill, without their dashes} */
    static Set<String> namesOf(CommandLine command) {
        return command.getCommandSpec().options().stream().filter(SettingsDefaults::isSetting)
                .map(SettingsDefaults::nameOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !option.longestName().equals(Settings.CONFIG_OPTION);
    }

    private static String nameOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** {@return the variable or property that an option's value was taken from, null where the user typed it} */
    String originOf(OptionSpec option) {
        return origins.get(option.longestName());
    }
}
