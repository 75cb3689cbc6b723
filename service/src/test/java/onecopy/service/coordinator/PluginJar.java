package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import onecopy.data.function.ElementFunction;

/** A jar with one function, compiled from its source text. */
final class PluginJar {
    private PluginJar() {}

    /**
     * {@return the jar}
     *
     * @param folder receives source, class and jar
     * @param name simple name of the class, which is in package {@code plugin}
     * @param apply body of {@code apply(long x)}
     */
    static Path of(Path folder, String name, String apply) throws IOException {
        return of(folder, name, "return \"" + name.toLowerCase(Locale.ROOT) + "\";", apply, "");
    }

    /**
     * {@return the jar}
     *
     * @param naming body of {@code name()}
     * @param members what else the class has
     */
    static Path of(Path folder, String name, String naming, String apply, String members) throws IOException {
        String source = """
                package plugin;

                public final class %s implements onecopy.data.function.ElementFunction {
                    @Override
                    public String name() {
                        %s
                    }

                    @Override
                    public int version() {
                        return 1;
                    }

                    @Override
                    public long apply(long x) {
                        %s
                    }

                    %s
                }
                """.formatted(name, naming, apply, members);
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        Path classes = Files.createDirectory(folder.resolve(name + "-classes"));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, messages, "-proc:none", "-cp",
                System.getProperty("java.class.path"), "-d", classes.toString(), file.toString());
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        Path jar = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            try (DirectoryStream<Path> compiled = Files.newDirectoryStream(classes.resolve("plugin"))) {
                for (Path each : compiled) {
                    out.putNextEntry(new JarEntry("plugin/" + each.getFileName()));
                    Files.copy(each, out);
                }
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + ElementFunction.class.getName()));
            out.write(("plugin." + name).getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return jar;
    }
}
