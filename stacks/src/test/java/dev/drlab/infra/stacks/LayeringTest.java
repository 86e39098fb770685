package dev.drlab.infra.stacks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Import directions: stacks import modules, and each sees what its row names. Only stacks and modules import CDKTF; the
 * command's LayeringTest holds that nothing else does.
 */
class LayeringTest {
    /** Packages of the CDKTF world start with it, so that no two types differ only by their world. */
    private static final String INFRA = "infra.";

    private static final String COMMON = INFRA + "common";
    private static final String CONTRACT = "contract";

    /** The parts of drlab that each may see. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry(COMMON, List.of()),
            Map.entry(INFRA + "synthesized", List.of()),
            Map.entry(INFRA + "storage", List.of(COMMON)),
            Map.entry(INFRA + "network", List.of(COMMON)),
            Map.entry(INFRA + "data", List.of(COMMON, CONTRACT, INFRA + "storage")),
            Map.entry(INFRA + "compute", List.of(COMMON, CONTRACT)),
            Map.entry(INFRA + "routing", List.of(COMMON, CONTRACT)),
            Map.entry(INFRA + "observability", List.of(COMMON, CONTRACT)),
            Map.entry(INFRA + "statebackend", List.of(COMMON, INFRA + "storage")),
            Map.entry(
                    INFRA + "stacks",
                    List.of(
                            COMMON,
                            CONTRACT,
                            INFRA + "network",
                            INFRA + "data",
                            INFRA + "compute",
                            INFRA + "routing",
                            INFRA + "observability",
                            INFRA + "statebackend",
                            "statemachine")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.drlab");

    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    };

    static Stream<Arguments> modules() {
        return ALLOWED.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleSeesNoOtherPartOfDrlabThanWhatLiesBelow(String module, List<String> below) {
        assertThat(CLASSES.stream().filter(c -> isIn(c.getPackageName(), module)))
                .isNotEmpty();
        noClasses()
                .that(DescribedPredicate.describe("are in " + module, c -> isIn(c.getPackageName(), module)))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are another part of drlab than " + below,
                        c -> isIn(c.getPackageName(), "")
                                && !isIn(c.getPackageName(), module)
                                && below.stream().noneMatch(name -> isIn(c.getPackageName(), name))))
                .check(CLASSES);
    }

    @Test
    void everyPackageOfTheInfrastructureBelongsToOneRow() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (Path module : infrastructure()) {
            packages.addAll(packagesOf(module.resolve("src/main/java")));
        }
        assertThat(packages)
                .hasSizeGreaterThan(20)
                .allMatch(name -> ALLOWED.keySet().stream()
                                .filter(module -> isIn(name, module))
                                .count()
                        == 1);
    }

    /** The modules whose classes may see CDKTF; all others are held by the LayeringTest of the command. */
    private static List<Path> infrastructure() throws IOException {
        List<Path> found = new ArrayList<>(List.of(Path.of(""), Path.of("..", "state-backend")));
        try (Stream<Path> modules = Files.list(Path.of("..", "modules"))) {
            modules.filter(Files::isDirectory).forEach(found::add);
        }
        return found;
    }

    private static Set<String> packagesOf(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> root.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    /** The empty name stands for all that is drlab's. */
    private static boolean isIn(String packageName, String module) {
        String name = module.isEmpty() ? "dev.drlab" : "dev.drlab." + module;
        return packageName.equals(name) || packageName.startsWith(name + ".");
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void configurationSeesNoCdktf() {
        noClasses()
                .that()
                .resideInAPackage("dev.drlab.infra.stacks.config..")
                .or()
                .resideInAPackage("dev.drlab.statemachine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hashicorp..", "software.constructs..", "software.amazon.jsii..")
                .check(CLASSES);
    }
}
