package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Large packages and records are split, or give a reason. The test reads the sources of the main code of every module:
 * a package of more than 20 files gives it in its {@code package-info.java}, a record of ten or more components in this
 * class.
 */
class SizesTest {
    private static final int MOST_FILES = 20;
    private static final int MOST_COMPONENTS = 9;

    private static final Pattern REASON =
            Pattern.compile("One package of more than " + MOST_FILES + " files because .{20,}");

    private static final String BUILT = "arguments of a construct, made by a builder that names each";
    private static final String CONFIGURED =
            "a configuration as it was read: one component a key, read by name, made by its parser";
    private static final String COUNTED = "a document that others read: one component a field, made in one place";

    /** Each by its file's class and its own name, with the reason why it stays. */
    private static final Map<String, String> LARGE_RECORDS = Map.ofEntries(
            Map.entry("FargateServiceProps", BUILT),
            Map.entry("FargateTaskProps", BUILT),
            Map.entry("VerifierScheduleProps", "arguments of a construct, made in one place"),
            Map.entry("DatabaseProps", BUILT),
            Map.entry("FaultRecord.Rule", "a security group's rule as EC2 describes it"),
            Map.entry("MoveRequest", "options of one command, made by it"),
            Map.entry("Plan", "a Terraform plan's own fields"),
            Map.entry("ResourceChange", "a Terraform plan's own fields"),
            Map.entry("ServerFacts", "one row of one query"),
            Map.entry("LambdaConfig", CONFIGURED),
            Map.entry("AgentConfig", CONFIGURED),
            Map.entry("WalAccount", COUNTED),
            Map.entry("JournalSummary", COUNTED),
            Map.entry("JobConfig", CONFIGURED),
            Map.entry("CanaryConfig", CONFIGURED),
            Map.entry("LossAccount", COUNTED),
            Map.entry("CanarySnapshot", COUNTED),
            Map.entry("CanaryTracker.View", "what one lock guards, read in one moment"),
            Map.entry("ServiceConfig", CONFIGURED),
            Map.entry("LabConfig", CONFIGURED),
            Map.entry("Report", COUNTED),
            Map.entry("UnfinishedReport", COUNTED),
            Map.entry("OldDatabase", COUNTED),
            Map.entry("SoakReport.Round", COUNTED),
            Map.entry("Summary.Figures", COUNTED),
            Map.entry("LabStatus.RegionStatus", COUNTED),
            Map.entry("Outcome", "what a scenario found, made by it in one place and told in one report"),
            Map.entry("ScenarioRun", "what the parts of a scenario share: the lab, who writes, who watches"),
            Map.entry("ServiceEnvironment", "one component a variable of a task, made in one place"),
            Map.entry("WriteAttempt", "one line of the clients' history, made in one place"));

    @Test
    void aPackageOfManyFilesGivesItsReason() throws IOException {
        Map<String, List<Path>> packages = new TreeMap<>();
        for (Path source : MainSources.files()) {
            packages.computeIfAbsent(MainSources.packageOf(source), name -> new ArrayList<>())
                    .add(source);
        }
        List<String> wrong = new ArrayList<>();
        for (var entry : packages.entrySet()) {
            long files = entry.getValue().stream()
                    .filter(file -> !isPackageInfo(file))
                    .count();
            boolean reason = hasReason(entry.getValue());
            if (files > MOST_FILES && !reason) {
                wrong.add(entry.getKey() + " has " + files
                        + " files: split it by concept, or write into its package-info.java"
                        + " \"One package of more than " + MOST_FILES + " files because ...\"");
            }
            if (files <= MOST_FILES && reason) {
                wrong.add(
                        entry.getKey() + " has " + files + " files: its package-info.java excuses itself without need");
            }
        }
        assertThat(packages).hasSizeGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    @Test
    void aRecordOfManyComponentsGivesItsReason() throws IOException {
        Set<String> large = new TreeSet<>();
        for (CompilationUnitTree unit : parsed(MainSources.files())) {
            String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
            String outer = file.substring(0, file.length() - ".java".length());
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    if (type.getKind() == Tree.Kind.RECORD && components(type) > MOST_COMPONENTS) {
                        String name = type.getSimpleName().toString();
                        large.add(name.equals(outer) ? name : outer + "." + name);
                    }
                    return super.visitClass(type, nothing);
                }
            }.scan(unit, null);
        }
        assertThat(large)
                .as("records of ten or more components: split them by meaning, or give the reason here")
                .containsExactlyInAnyOrderElementsOf(LARGE_RECORDS.keySet());
    }

    private static long components(ClassTree type) {
        return type.getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }

    private static Iterable<? extends CompilationUnitTree> parsed(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        var task = (JavacTask) compiler.getTask(
                null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
        return task.parse();
    }

    private static boolean hasReason(List<Path> files) throws IOException {
        for (Path file : files) {
            if (isPackageInfo(file)) {
                String text = Files.readString(file).replaceAll("[\\s*]+", " ");
                return REASON.matcher(text).find();
            }
        }
        return false;
    }

    private static boolean isPackageInfo(Path file) {
        return file.endsWith("package-info.java");
    }
}
