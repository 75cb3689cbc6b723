package onecopy.service;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import onecopy.data.command.Installation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. A rule that fails here is a question about the design, not about the rule. */
class ArchitectureTest {
    private static JavaClasses onecopy;

    @BeforeAll
    static void readTheClasses() {
        onecopy = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("onecopy");
        assertThat(onecopy.contain("onecopy.data.ElementType")).isTrue();
        assertThat(onecopy.containPackage("onecopy.loader")).isTrue();
    }

    @Test
    void shouldLetDataKnowNobody() {
        check(noClasses().that().resideInAPackage("onecopy.data..").should().dependOnClassesThat()
                .resideInAnyPackage("onecopy.loader..", "onecopy.service.."));
    }

    @Test
    void shouldLetLoaderAndServiceKnowOnlyData() {
        check(noClasses().that().resideInAPackage("onecopy.loader..").should().dependOnClassesThat()
                .resideInAPackage("onecopy.service.."));
        check(noClasses().that().resideInAPackage("onecopy.service..").should().dependOnClassesThat()
                .resideInAPackage("onecopy.loader.."));
    }

    @Test
    void shouldLetWorkerAndCoordinatorMeetOnlyThroughControl() {
        check(noClasses().that().resideInAPackage("onecopy.service.worker..").should().dependOnClassesThat()
                .resideInAnyPackage("onecopy.service.coordinator..", "onecopy.service.http..",
                        "onecopy.service.client..", "onecopy.service.wire.."));
        check(noClasses().that().resideInAnyPackage("onecopy.service.coordinator..", "onecopy.service.http..",
                "onecopy.service.client..", "onecopy.service.wire..").should().dependOnClassesThat()
                .resideInAPackage("onecopy.service.worker.."));
    }

    @Test
    void shouldLetControlKnowNeitherSide() {
        check(noClasses().that().resideInAPackage("onecopy.service.control..").should().dependOnClassesThat()
                .resideInAnyPackage("onecopy.service.worker..", "onecopy.service.coordinator..",
                        "onecopy.service.http..", "onecopy.service.client..", "onecopy.service.cli.."));
    }

    @Test
    void shouldKeepKernelsPure() {
        check(classes().that().resideInAPackage("onecopy.service.scan..").should().onlyDependOnClassesThat(
                resideInAnyPackage("onecopy.service.scan..", "onecopy.data..", "java..", "jdk.incubator.vector..",
                        "org.slf4j..").or(JavaClass.Predicates.type(Object.class))));
    }

    @Test
    void shouldLetQueriesKnowMemoryButNotProcesses() {
        check(noClasses().that().resideInAPackage("onecopy.service.query..").should().dependOnClassesThat(
                resideInAPackage("onecopy.service..").and(JavaClass.Predicates.resideOutsideOfPackages(
                        "onecopy.service.query.."))));
        check(noClasses().that().resideInAnyPackage("onecopy.service.plan..", "onecopy.service.embedded..").should()
                .dependOnClassesThat(resideInAPackage("onecopy.service..").and(
                        JavaClass.Predicates.resideOutsideOfPackages("onecopy.service.plan..",
                                "onecopy.service.query..", "onecopy.service.scan..", "onecopy.service.embedded.."))));
    }

    @Test
    void shouldLetNobodyKnowTheCommands() {
        check(noClasses().that().resideOutsideOfPackages("onecopy.service.cli..", "onecopy.loader.cli..").should()
                .dependOnClassesThat().resideInAnyPackage("onecopy.service.cli..", "onecopy.loader.cli.."));
    }

    /** What checks the engine shares no code with it, and meets a fleet as its users do. */
    @Test
    void shouldLetTortureKnowFleetsFromOutsideOnly() {
        check(noClasses().that().resideInAPackage("onecopy.service.torture..").should().dependOnClassesThat()
                .resideInAnyPackage("onecopy.service.coordinator..", "onecopy.service.worker..",
                        "onecopy.service.control..", "onecopy.service.http..", "onecopy.service.plan..",
                        "onecopy.service.scan..", "onecopy.data.mapped.."));
        check(noClasses().that().resideOutsideOfPackages("onecopy.service.torture..", "onecopy.service.cli..").should()
                .dependOnClassesThat().resideInAPackage("onecopy.service.torture.."));
    }

    @Test
    void shouldLetNeitherAdmissionNorRepeatsKnowHowBatchesArrive() {
        check(noClasses().that().resideInAnyPackage("onecopy.service.admission..", "onecopy.service.repeat..").should()
                .dependOnClassesThat().resideInAnyPackage("onecopy.service.http..", "onecopy.service.client..",
                        "onecopy.service.bench..", "com.sun.net.httpserver.."));
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        check(slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles());
    }

    @Test
    void shouldLeaveStandardOutputToTheProgramsThemselves() {
        check(noClasses().that().haveSimpleNameNotEndingWith("Main").should().accessField(System.class, "out"));
    }

    @Test
    void shouldExplainEveryPackage() throws IOException {
        Path root = Installation.require().home();
        for (String module : List.of("data", "loader", "service")) {
            Path sources = root.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                List<Path> unexplained = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent)
                        .distinct().filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
                assertThat(unexplained).as("packages without a package-info.java").isEmpty();
            }
        }
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(onecopy);
    }

    private static final SliceAssignment EACH_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    };
}
