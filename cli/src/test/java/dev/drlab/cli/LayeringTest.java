package dev.drlab.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Imports point one way: cli, then the lab and the operations, then statemachine, verifier, agent and service, then contract,
 * which all may see. No packages depend on each other in a circle.
 */
class LayeringTest {
    private static final String DRLAB = "dev.drlab.";
    private static final String STACKS = "the LayeringTest of stacks";
    static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("contract", List.of()),
            Map.entry("refusals", List.of()),
            Map.entry("statemachine", List.of()),
            Map.entry("verifier", List.of()),
            Map.entry("verifier.job", List.of("verifier")),
            Map.entry("agent", List.of()),
            Map.entry("agent.lambda", List.of("agent")),
            Map.entry("objects", List.of()),
            Map.entry("service", List.of()),
            Map.entry("report", List.of()),
            Map.entry("workload", List.of("report", "statemachine")),
            Map.entry("lab.simulation", List.of("refusals")),
            Map.entry(
                    "lab",
                    List.of(
                            "lab.simulation",
                            "readiness",
                            "report",
                            "workload",
                            "statemachine",
                            "verifier",
                            "agent",
                            "objects",
                            "service")),
            Map.entry("cost", List.of()),
            Map.entry("planreview", List.of()),
            Map.entry("readiness", List.of("statemachine")),
            Map.entry("console", List.of("statemachine")),
            Map.entry("region", List.of("console", "statemachine")),
            Map.entry("breakglass", List.of("console", "region", "statemachine")),
            Map.entry("bootstrap", List.of("console", "region")),
            Map.entry("rpo", List.of("console", "verifier")),
            Map.entry("drill", List.of("console", "region", "report", "workload", "statemachine")),
            Map.entry("doctor", List.of("console", "region")),
            Map.entry("cli.option", List.of("console")),
            Map.entry("cli.lab", List.of("cli.option", "console", "doctor", "lab", "report", "workload", "verifier")),
            Map.entry(
                    "cli",
                    List.of(
                            "cli.option",
                            "console",
                            "region",
                            "breakglass",
                            "bootstrap",
                            "rpo",
                            "drill",
                            "doctor",
                            "cost",
                            "planreview",
                            "readiness",
                            "objects",
                            "report",
                            "workload",
                            "statemachine",
                            "verifier")));

    /** Beginnings of packages whose rows are not here, and who holds them. */
    static final Map<String, String> ELSEWHERE =
            Map.ofEntries(Map.entry("infra", STACKS), Map.entry("manual", "its pom, which names the command alone"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.drlab");

    /** Each package by itself, whatever lies below it: a root that its own parts import is seen too. */
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
    void moduleImportsOnlyWhatLiesBelowIt(String module, List<String> below) {
        String[] own = Stream.concat(Stream.of(module, "contract"), below.stream())
                .map(name -> "dev.drlab." + name + "..")
                .toArray(String[]::new);
        classes()
                .that(belongTo(module))
                .should()
                .onlyDependOnClassesThat(drlabOutside(own))
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleHasClassesForTheRuleToLookAt(String module, List<String> below) {
        assertThat(CLASSES.stream().filter(belongTo(module))).isNotEmpty();
    }

    @Test
    void everyClassBelongsToOneRow() {
        assertThat(CLASSES.stream()
                        .filter(c -> ALLOWED.keySet().stream()
                                        .filter(module -> belongTo(module).test(c))
                                        .count()
                                != 1))
                .as("classes of no module, or of several")
                .isEmpty();
    }

    /** A module that is not on this class path is seen by none of these rules. */
    @Test
    void everySourceIsLookedAtHereOrHeldElsewhere() throws IOException {
        Set<String> seen = CLASSES.stream().map(JavaClass::getName).collect(Collectors.toSet());
        List<String> unseen = new ArrayList<>();
        for (Path source : MainSources.files()) {
            String file = source.getFileName().toString();
            String name = MainSources.packageOf(source) + "." + file.substring(0, file.length() - ".java".length());
            if (name.startsWith(DRLAB)
                    && !file.equals("package-info.java")
                    && !seen.contains(name)
                    && ELSEWHERE.keySet().stream().noneMatch(module -> name.startsWith(DRLAB + module + "."))) {
                unseen.add(name);
            }
        }
        assertThat(unseen).isEmpty();
    }

    @Test
    void nothingHereDependsOnCdktf() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hashicorp..", "software.constructs..")
                .check(CLASSES);
    }

    /** What commands do can be used without a command line. */
    @Test
    void onlyTheCommandsSeePicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.drlab.cli..", "dev.drlab.manual..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CLASSES);
    }

    /** A package of another module within this one's, such as agent.lambda in agent, is not this module's. */
    private static DescribedPredicate<JavaClass> belongTo(String module) {
        return DescribedPredicate.describe(
                "belong to " + module,
                c -> isIn(c, module)
                        && ALLOWED.keySet().stream()
                                .noneMatch(other -> other.startsWith(module + ".") && isIn(c, other)));
    }

    private static boolean isIn(JavaClass c, String module) {
        String name = "dev.drlab." + module;
        return c.getPackageName().equals(name) || c.getPackageName().startsWith(name + ".");
    }

    /** A class is fine when it is not drlab's, or lies in one of the packages. */
    private static DescribedPredicate<JavaClass> drlabOutside(String... packages) {
        return DescribedPredicate.describe(
                "are not drlab's or lie in " + Arrays.toString(packages),
                c -> !c.getPackageName().startsWith("dev.drlab")
                        || Arrays.stream(packages)
                                .map(p -> p.substring(0, p.length() - 2))
                                .anyMatch(p -> c.getPackageName().equals(p)
                                        || c.getPackageName().startsWith(p + ".")));
    }
}
