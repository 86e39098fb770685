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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports point one way: cli, lab, then statemachine, verifier, agent and service, then contract, which all may see. */
class LayeringTest {
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("contract", List.of()),
            Map.entry("refusals", List.of()),
            Map.entry("statemachine", List.of()),
            Map.entry("verifier", List.of()),
            Map.entry("verifier.job", List.of("verifier")),
            Map.entry("agent", List.of()),
            Map.entry("agent.lambda", List.of("agent")),
            Map.entry("objects", List.of()),
            Map.entry("cost", List.of()),
            Map.entry("readiness", List.of("statemachine")),
            Map.entry("planreview", List.of()),
            Map.entry("service", List.of()),
            Map.entry("lab", List.of("refusals", "statemachine", "verifier", "agent", "objects", "service")),
            Map.entry(
                    "cli",
                    List.of(
                            "statemachine",
                            "verifier",
                            "agent",
                            "objects",
                            "cost",
                            "planreview",
                            "readiness",
                            "service",
                            "lab")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.drlab");

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
    void nothingHereDependsOnCdktf() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hashicorp..", "software.constructs..")
                .check(CLASSES);
    }

    @Test
    void packagesOfTheContractAreFreeOfCycles() {
        slices().matching("dev.drlab.contract.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesOfReadinessAreFreeOfCycles() {
        slices().matching("dev.drlab.readiness.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesOfTheLabAreFreeOfCycles() {
        slices().matching("dev.drlab.lab.(*)..").should().beFreeOfCycles().check(CLASSES);
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
