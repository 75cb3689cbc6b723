package onecopy.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReplaceWhatWasThere() {
        PrivateFile.write(folder.resolve("token"), "one");
        PrivateFile.write(folder.resolve("token"), "two");
        assertThat(folder.resolve("token")).hasContent("two");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void shouldLeaveNoDraftWhereItCannotBeWritten() throws IOException {
        Files.createFile(Files.createDirectory(folder.resolve("token")).resolve("x"));
        assertThatThrownBy(() -> PrivateFile.write(folder.resolve("token"), "one"))
                .isInstanceOf(OnecopyException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
