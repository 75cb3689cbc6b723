package onecopy.service.torture.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;

/** The jar that hands the functions of this package to {@code serve --plugins}. */
public final class PluginJar {
    private static final List<Class<? extends ElementFunction>> FUNCTIONS = List.of(SlowFunction.class,
            ThrowingFunction.class, HangingFunction.class);

    private PluginJar() {}

    /** {@return the jar, written to this file} */
    public static Path write(Path jar) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> function : FUNCTIONS) {
                String entry = function.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream bytes = function.getResourceAsStream("/" + entry)) {
                    bytes.transferTo(out);
                }
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + ElementFunction.class.getName()));
            out.write(FUNCTIONS.stream().map(Class::getName).collect(Collectors.joining("\n"))
                    .getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
            return jar;
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + jar, e);
        }
    }
}
