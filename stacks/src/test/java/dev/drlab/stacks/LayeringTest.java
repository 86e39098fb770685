package dev.drlab.stacks;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Import directions: stacks import modules. Of drlab's modules, a module may import storage, and all may import common
 * and the contract. Only stacks and modules import CDKTF.
 */
class LayeringTest {
    private static final String COMMON = "infra.common";
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

    @ParameterizedTest
    @CsvSource({
        "infra.common,",
        "storage,",
        "network,",
        "data, storage",
        "compute,",
        "routing,",
        "observability,",
        "statebackend, storage",
    })
    void modulesSeeNoOtherPartOfDrlabThanWhatLiesBelow(String module, String below) {
        assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith("dev.drlab." + module)))
                .isNotEmpty();
        noClasses()
                .that()
                .resideInAPackage("dev.drlab." + module + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are another part of drlab",
                        c -> c.getPackageName().startsWith("dev.drlab.")
                                && !c.getPackageName().startsWith("dev.drlab.contract.")
                                && (module.equals(COMMON) || !c.getPackageName().startsWith("dev.drlab." + COMMON))
                                && !c.getPackageName().startsWith("dev.drlab." + module)
                                && (below == null || !c.getPackageName().startsWith("dev.drlab." + below))))
                .check(CLASSES);
    }

    @Test
    void stacksSeeNothingButModulesDefinitionsAndTheContract() {
        noClasses()
                .that()
                .resideInAPackage("dev.drlab.stacks..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.drlab.agent..",
                        "dev.drlab.cost..",
                        "dev.drlab.service..",
                        "dev.drlab.verifier..",
                        "dev.drlab.lab..",
                        "dev.drlab.cli..")
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void configurationSeesNoCdktf() {
        noClasses()
                .that()
                .resideInAPackage("dev.drlab.stacks.config..")
                .or()
                .resideInAPackage("dev.drlab.statemachine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hashicorp..", "software.constructs..", "software.amazon.jsii..")
                .check(CLASSES);
    }
}
