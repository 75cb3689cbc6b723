package onecopy.data.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionRegistryTest {
    @Test
    void shouldOfferDivisorsWithoutPlugins() {
        FunctionRegistry registry = FunctionRegistry.of();
        assertThat(registry.names()).contains("divisors");
        assertThat(registry.require("divisors").apply(12)).isEqualTo(6);
    }

    @Test
    void shouldNameWhatExistsWhereAFunctionDoesNot() {
        assertThatThrownBy(() -> FunctionRegistry.of().require("median")).isInstanceOfSatisfying(
                OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT))
                .hasMessageContaining("'median'").hasMessageContaining("divisors");
    }

    @Test
    void shouldRefuseAPluginPathThatDoesNotExist(@TempDir Path folder) {
        Path missing = folder.resolve("missing.jar");
        assertThatThrownBy(() -> FunctionRegistry.of(missing)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND)).hasMessageContaining(missing.toString());
    }

    @Test
    void shouldTakeAFolderWithoutJars(@TempDir Path folder) {
        assertThat(FunctionRegistry.of(folder).names()).containsExactlyElementsOf(FunctionRegistry.of().names());
    }
}
