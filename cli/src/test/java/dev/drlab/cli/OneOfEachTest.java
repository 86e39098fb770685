package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Waiting, daemon threads, hashes and the configuration of JSON come from the contract only: no other module implements
 * them.
 */
class OneOfEachTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.drlab");

    /** Who sleeps without Poll, and why. */
    private static final Map<String, String> SLEEPERS = Map.ofEntries(
            Map.entry("dev.drlab.contract.waiting.WaitClock$1", "it is what Poll sleeps by"),
            Map.entry("dev.drlab.verifier.CanaryWriter", "keeps a schedule, and is woken when the run stops"),
            Map.entry(
                    "dev.drlab.verifier.ReplicaReader",
                    "keeps a schedule of readings: a moment is waited for, nothing is looked at meanwhile"),
            Map.entry("dev.drlab.workload.TrafficClient", "keeps a schedule of requests"),
            Map.entry("dev.drlab.lab.foreign.ForeignWorkload", "spaces runs of pgbench"),
            Map.entry(
                    "dev.drlab.lab.simulation.s3.Replication", "tries again until it is closed: there is no deadline"),
            Map.entry(
                    "dev.drlab.service.forwarding.WarmUp",
                    "asks its peer a fixed number of times, and waits for nothing"),
            Map.entry("dev.drlab.lab.scenario.run.ScenarioRun", "the time is part of the rehearsal"),
            Map.entry("dev.drlab.lab.scenario.S3Recovery", "versions are told apart by whole seconds"),
            Map.entry("dev.drlab.lab.scenario.step.StaleRegion", "spreads its writes over a time"),
            Map.entry("dev.drlab.lab.scenario.step.Watched", "makes a data point each period, which the alarm counts"),
            Map.entry("dev.drlab.drill.move.ItemLookup", "its time to wait begins anew with each answer"),
            Map.entry("dev.drlab.drill.move.SteadyTraffic", "measures over a time, once and again"),
            Map.entry(
                    "dev.drlab.drill.move.Watcher", "follows an execution however long it takes: there is no deadline"),
            Map.entry("dev.drlab.cli.lab.bench.ManyVersions", "answers as late as a bucket would that is so far away"),
            Map.entry("dev.drlab.lab.soak.Round", "a random pause is part of the round"));

    @Test
    void waitsForWhatNoEventAnnouncesAreMadeWithPoll() {
        Set<String> sleeping = callers(call -> isSleep(call.getTargetOwner().getName(), call.getName()));
        assertThat(sleeping).isEqualTo(new TreeSet<>(SLEEPERS.keySet()));
    }

    @Test
    void daemonThreadsComeFromOneFactory() {
        // the second is a setting of Jetty's pool
        assertThat(callers(call -> call.getName().equals("setDaemon")))
                .containsExactly("dev.drlab.contract.threads.DaemonThreads", "dev.drlab.service.WebServer");
    }

    /** In a thread dump nobody tells {@code pool-3-thread-1} from another, and such a thread keeps the process alive. */
    @Test
    void poolsAreToldHowToMakeTheirThreads() {
        assertThat(callers(call -> makesThreads(call) && namesNoThread(call))).isEmpty();
    }

    @Test
    void mappersOfJsonHaveOneConfiguration() {
        // the second belongs to the library that it is handed to
        assertThat(callers(call -> isMapper(call.getTargetOwner())
                        && Set.of("<init>", "builder").contains(call.getName())))
                .containsExactly("dev.drlab.contract.json.Json", "dev.drlab.lab.simulation.s3.LabS3Server");
    }

    @Test
    void hashesAreMadeInOnePlace() {
        assertThat(callers(call -> call.getName().equals("getInstance")
                        && call.getTargetOwner().getName().equals("java.security.MessageDigest")))
                // a document names the algorithm
                .containsExactly("dev.drlab.contract.digest.Sha256", "dev.drlab.statemachine.expression.StepFunctions");
    }

    private static boolean isSleep(String owner, String method) {
        return (method.equals("sleep")
                        && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                .contains(owner))
                || (owner.equals("java.util.concurrent.locks.LockSupport") && method.startsWith("parkNanos"));
    }

    private static boolean makesThreads(JavaCodeUnitAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        return (owner.equals("java.util.concurrent.Executors") && call.getName().matches("new\\w+(Pool|Executor)"))
                || (Set.of(
                                        "java.lang.Thread",
                                        "java.util.Timer",
                                        "java.util.concurrent.ThreadPoolExecutor",
                                        "java.util.concurrent.ScheduledThreadPoolExecutor")
                                .contains(owner)
                        && call.getName().equals("<init>"));
    }

    private static boolean namesNoThread(JavaCodeUnitAccess<?> call) {
        return call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .noneMatch(Set.of("java.lang.String", "java.util.concurrent.ThreadFactory")::contains);
    }

    private static boolean isMapper(JavaClass type) {
        return type.getName().equals("com.fasterxml.jackson.databind.ObjectMapper")
                || type.getName().equals("com.fasterxml.jackson.databind.json.JsonMapper");
    }

    private static Set<String> callers(Predicate<JavaCodeUnitAccess<?>> wanted) {
        return CLASSES.stream()
                .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
                .filter(wanted)
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
