package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.DrlabApp;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.ConfigParser;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.StateLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The life of a deployment against an emulated AWS: every stack is deployed with Terraform and the real provider, and
 * roles are swapped as by a failover and a reprotect. Every program runs with the role that was deployed for it, and
 * the primary region goes down. Each step builds on the one before.
 *
 * <p>The emulator has no servers behind its names and knows no quotas; its other gaps are in {@link EmulatorGaps}. IAM
 * is enforced in front of it, by {@link Enforcement}, for all callers except the administrator that deploys.
 */
@Tag("emulator")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class DeployIT {
    private static final String PRIMARY_REGION = "ap-southeast-2";
    private static final String SECONDARY_REGION = "us-west-2";
    private static final String DOMAIN = "drlab.example.com";
    private static final String AGENT_KEY = "agent/drlab-agent.jar";
    private static final String PLAN_ROLE = "drlab-primary-plan";
    private static final int STACKS_AT_ONCE = 3;

    private static final List<String> STATE_BACKENDS =
            List.of("PrimaryStateBackendStack", "SecondaryStateBackendStack");

    private static final List<String> DATA = List.of("PrimaryDataStack", "SecondaryDataStack");

    /**
     * The order of deployment, in groups whose stacks do not need each other. Most of the time is the provider's fixed
     * waits, so the stacks of a group are deployed at the same time.
     */
    private static final List<List<String>> ORDER = List.of(
            List.of("PrimaryNetworkStack", "SecondaryNetworkStack"),
            List.of("PrimaryDataStack"),
            List.of("SecondaryDataStack", "PrimaryAppStack"),
            List.of("SecondaryAppStack", "ReplicationStack", "PrimaryDROrchestrationStack"),
            List.of("RoutingAndDROrchestrationStack"),
            List.of("ObservabilityStack"));

    /** Stacks whose plans must succeed while the primary region is down (I8). */
    private static final List<String> OF_THE_SECONDARY = List.of(
            "SecondaryNetworkStack", "SecondaryDataStack", "SecondaryAppStack", "RoutingAndDROrchestrationStack");

    private static final Path WORK = Path.of("target", "deploy-it").toAbsolutePath();
    private static final Path SYNTHESIZED = WORK.resolve("synthesized");

    private static final Phases PHASES = new Phases(STACKS_AT_ONCE);
    private static final Map<String, Terraform> STACKS = new ConcurrentHashMap<>();

    private static EmulatedCloud cloud;
    private static StackTree tree;
    private static String zone;
    private static boolean deployed;
    private static boolean swapped;
    private static boolean broughtBack;
    private static boolean moved;
    private static Enforcement rights;
    private static RoleRuns runs;

    @BeforeAll
    static void start() throws IOException {
        Directories.empty(WORK);
        cloud = EmulatedCloud.start(WORK);
        tree = new StackTree(WORK.resolve("stacks"), cloud.endpoint());
    }

    @AfterAll
    static void stop() throws IOException {
        PHASES.close();
        try {
            if (runs != null) {
                runs.close();
            }
        } finally {
            if (cloud != null) {
                cloud.close();
            }
        }
    }

    @Test
    @Order(1)
    void everyStackIsDeployedInOrder() throws Exception {
        zone = cloud.createHostedZone(DOMAIN);
        LabConfig config = ConfigParser.parse(context(zone));
        Path local = WORK.resolve("synthesized-local");
        List<String> names = PHASES.time("synthesis, twice", () -> {
            DrlabApp.synth(config.withStateBackend(StateLocation.LOCAL), local);
            return DrlabApp.synth(config, SYNTHESIZED);
        });
        List<String> known = new ArrayList<>(STATE_BACKENDS);
        ORDER.forEach(known::addAll);
        assertThat(names).containsExactlyInAnyOrderElementsOf(known);

        PHASES.time(
                "state backends; their own state moved into them",
                () -> PHASES.forEach(STATE_BACKENDS, stack -> deployWithLocalState(stack, local)));
        for (List<String> group : ORDER) {
            PHASES.time(String.join(", ", group), () -> PHASES.forEach(group, DeployIT::deploy));
            if (group.contains("SecondaryDataStack")) {
                bootstrap();
            }
        }
        deployed = true;
    }

    /**
     * Plans with the role of plans and without a lock, as a pull request does. The role's rights are those that
     * planning needs.
     */
    @Test
    @Order(2)
    void aSecondPlanHasNoChangesAndNeedsTheRightsOfTheRoleOfPlans() throws Exception {
        assumeTrue(deployed, "nothing is deployed");
        rights = cloud.enforce();
        Session planner = rights.plan(PLAN_ROLE, PRIMARY_REGION);

        Map<String, PlannedChanges> changes = PHASES.time(
                "second plan of all stacks, with the role of plans",
                () -> PHASES.forEach(
                        STACKS.keySet(), stack -> STACKS.get(stack).as(planner).plan()));

        assertThat(rights.refusals()).isEmpty();
        assertThat(lines(changes)).isEmpty();
        assertThat(granted().notUsedByPlans(rights.uses(), PLAN_ROLE)).isEmpty();
    }

    @Test
    @Order(3)
    void aSwapOfRolesIsNoneOfTerraformsBusiness() throws Exception {
        assumeTrue(deployed, "nothing is deployed");
        try (RoleSwap primary = new RoleSwap(cloud, PRIMARY_REGION);
                RoleSwap secondary = new RoleSwap(cloud, SECONDARY_REGION)) {
            String resourceId = primary.database().dbiResourceId();
            secondary.activate();
            assertThat(lines(PHASES.time(
                            "plan of the data and app stacks behind a failover alone",
                            () -> plan(List.of(
                                    "PrimaryDataStack",
                                    "SecondaryDataStack",
                                    "PrimaryAppStack",
                                    "SecondaryAppStack")))))
                    .as("two databases that stand alone")
                    .isEmpty();
            primary.reprotect(secondary);
            assertThat(primary.database().dbiResourceId()).as("rebuilt").isNotEqualTo(resourceId);
            List<String> states = List.of(primary.state(), secondary.state());
            swapped = true;

            Map<String, PlannedChanges> changes =
                    PHASES.time("plan of all stacks with the roles swapped", () -> plan(STACKS.keySet()));
            assertThat(lines(changes)).isEmpty();

            PHASES.time(
                    "apply of the data stacks",
                    () -> PHASES.forEach(DATA, stack -> {
                        STACKS.get(stack).applyPlan();
                        return stack;
                    }));
            assertThat(List.of(primary.state(), secondary.state())).isEqualTo(states);
        }
    }

    /** Control for the step before: without the ignored attributes Terraform would undo the emulated swap. */
    @Test
    @Order(4)
    void thePlanWouldUndoTheSwapIfTheRoleWereNotIgnored() throws Exception {
        assumeTrue(swapped, "the roles are not swapped");
        Terraform control = new StackTree(WORK.resolve("control"), cloud.endpoint())
                .copy(SYNTHESIZED, "PrimaryDataStack")
                .ignoringOnly("password", "aws_db_instance");
        control.init(List.of("-backend-config=use_path_style=true"));

        PlannedChanges changes = PHASES.time("control: plan that does not ignore the roles", control::plan);

        assertThat(changes.lines()).anyMatch(line -> line.contains("replicate_source_db"));
    }

    /** The roles are swapped, as after a failover: the authority returns to the primary, and its standby is rebuilt. */
    @Test
    @Order(5)
    void everyCallOfAFailbackIsAuthorizedByTheDeployedPolicies() throws Exception {
        assumeTrue(swapped && rights != null, "the roles are not swapped, or nothing is enforced");
        runs = new RoleRuns(cloud, rights, WORK.resolve("roles"), SECONDARY_REGION, PRIMARY_REGION);
        try {
            runs.plannedMove(PHASES);
        } finally {
            rights.refusals().forEach(line -> System.out.println("        refused: " + line));
        }
        broughtBack = true;
    }

    /** The plan after both real state machines, not after calls that imitate them. */
    @Test
    @Order(6)
    void aPlanBehindTheFailbackHasNoChanges() throws Exception {
        assumeTrue(broughtBack, "the authority is not back");

        Map<String, PlannedChanges> changes = runs.asDeployed(
                () -> PHASES.time("plan of all stacks behind the failback", () -> plan(STACKS.keySet())));

        assertThat(lines(changes)).isEmpty();
    }

    /**
     * Checks may fail for images and metrics, which the emulator lacks. None may fail or stay open for lack of a right.
     */
    @Test
    @Order(7)
    void everyCallOfTheReadinessJobIsAuthorizedByTheDeployedPolicies() throws Exception {
        assumeTrue(broughtBack, "there is no standby to look at");

        ObjectNode report = runs.readiness(PHASES);

        Map<String, String> outcomes = new TreeMap<>();
        report.path("checks").forEach(check -> {
            outcomes.put(check.path("id").asText(), check.path("outcome").asText());
            System.out.println("        " + check.path("id").asText() + " "
                    + check.path("outcome").asText() + ": " + check.path("fact").asText());
        });
        assertThat(rights.refusals()).isEmpty();
        assertThat(report.path("checks").findValuesAsText("fact")).noneMatch(fact -> fact.contains("the right"));
        assertThat(outcomes)
                .containsEntry("permissions", "ok")
                .containsEntry("definition", "ok")
                .containsEntry("runbook", "ok");
    }

    /** The opposite direction, as if the primary were lost. Afterwards the roles are as before the failback. */
    @Test
    @Order(8)
    void everyCallOfAFailoverIsAuthorizedByTheDeployedPolicies() throws Exception {
        assumeTrue(broughtBack, "the authority is not back");
        try {
            runs.unplannedMove(PHASES);
        } finally {
            rights.refusals().forEach(line -> System.out.println("        refused: " + line));
            runs.close();
            runs = null;
        }
        moved = true;
    }

    @Test
    @Order(9)
    void everyAllowedActionIsUsedOrStandsInATableWithItsReason() throws Exception {
        assumeTrue(moved, "nothing was moved");

        assertThat(granted().notUsed(rights.uses())).isEmpty();
    }

    @Test
    @Order(10)
    void aCallWithoutARightIsRefusedByName() throws Exception {
        assumeTrue(moved, "nothing was moved");
        PHASES.time("calls without a right", () -> {
            new ForbiddenCalls(cloud, rights, PRIMARY_REGION, SECONDARY_REGION).areRefused();
            return null;
        });
    }

    @Test
    @Order(11)
    void stacksOfTheSecondaryArePlannedWithThePrimaryDark() throws Exception {
        assumeTrue(deployed, "nothing is deployed");
        cloud.darken(PRIMARY_REGION);
        // A directory like that of a machine without any Terraform state.
        StackTree fresh = new StackTree(WORK.resolve("dark"), cloud.endpoint());

        Map<String, PlannedChanges> changes = PHASES.time(
                "init and plan of the secondary's stacks, the primary dark",
                () -> PHASES.forEach(OF_THE_SECONDARY, stack -> {
                    Terraform terraform = fresh.copy(SYNTHESIZED, stack);
                    terraform.init(List.of("-backend-config=use_path_style=true"));
                    return terraform.plan();
                }));

        assertThat(cloud.callsToDarkRegions()).isEmpty();
        assertThat(lines(changes)).isEmpty();
    }

    /** At this point the secondary is the writer. It is destroyed first, and its replica stands alone from then on. */
    @Test
    @Order(12)
    void theAcceptanceRunDeploysAgainPlansAndLeavesNothingButWhatItNames() throws Exception {
        assumeTrue(moved, "nothing was moved");
        cloud.lighten(PRIMARY_REGION);
        AcceptanceRun run = new AcceptanceRun(WORK.resolve("home"), context(zone), SYNTHESIZED, tree.environment());
        String[] approved = {"--project", "drlab", "--yes", "--adopt", "--without-moves"};
        assertThat(run.deployed(approved)).as(run.output()).isZero();
        run.passed("plan-deployed");
        run.passed("plan-again"); // the second deployment changes nothing, which is the same

        int code = PHASES.time("stacks/accept: deploy again, plan, teardown", () -> run.accept(approved));

        assertThat(code).as(run.output()).isZero();
        assertThat(run.output())
                .contains(": its state is in ", "plan: nothing would change", "deploy: all is deployed")
                .doesNotContainPattern("Apply complete! Resources: (?!0 added, 0 changed, 0 destroyed)")
                .containsPattern("snapshot .* in " + SECONDARY_REGION + ": drlab-" + SECONDARY_REGION + "-final-")
                .containsPattern("snapshot .* in " + PRIMARY_REGION + ": drlab-" + PRIMARY_REGION + "-final-")
                .doesNotContain("not known", "database (costs")
                .contains("all is destroyed, but what is listed above");
        for (String region : List.of(PRIMARY_REGION, SECONDARY_REGION)) {
            assertThat(new RemainingResources(cloud, "drlab").in(region))
                    .as(region)
                    .isEmpty();
        }
    }

    @Test
    @Order(13)
    void theListOfGapsIsCompleteAndNeeded() {
        assumeTrue(deployed, "nothing is deployed");

        assertThat(cloud.unanswered()).as("neither emulated nor listed").isEmpty();
        assertThat(cloud.unusedGaps()).as("listed but not needed").isEmpty();
    }

    /**
     * Deploys with local state, as a first deployment does: the buckets cannot hold the state of their own creation.
     */
    private static String deployWithLocalState(String stack, Path synthesizedLocal) throws Exception {
        Terraform first = tree.copy(synthesizedLocal, stack);
        first.init(List.of("-backend-config=path=first.tfstate"));
        first.apply();
        Terraform moved = tree.copy(SYNTHESIZED, stack);
        moved.init(List.of("-backend-config=use_path_style=true", "-migrate-state", "-force-copy"));
        STACKS.put(stack, moved);
        return stack;
    }

    private static String deploy(String stack) throws Exception {
        Terraform terraform = tree.copy(SYNTHESIZED, stack);
        terraform.init(List.of("-backend-config=use_path_style=true"));
        terraform.apply();
        STACKS.put(stack, terraform);
        return stack;
    }

    private static Map<String, PlannedChanges> plan(Collection<String> stacks) throws InterruptedException {
        return PHASES.forEach(stacks, stack -> STACKS.get(stack).plan());
    }

    /** Uploads the agent's jar to each region, the only thing of {@code drlab bootstrap} that a stack needs. */
    private static void bootstrap() throws IOException, InterruptedException {
        for (String region : List.of(PRIMARY_REGION, SECONDARY_REGION)) {
            cloud.putObject(region, "drlab-" + AwsRequest.ACCOUNT + "-" + region + "-artifacts", AGENT_KEY, "jar");
        }
    }

    private static GrantedActions granted() {
        return new GrantedActions(new Account(cloud), Names.of(ConfigParser.parse(context("Z123456"))));
    }

    private static List<String> lines(Map<String, PlannedChanges> changes) {
        return changes.entrySet().stream()
                .flatMap(each -> each.getValue().lines().stream().map(line -> each.getKey() + ": " + line))
                .toList();
    }

    private static String context(String hostedZoneId) {
        ObjectNode context = Json.MAPPER.createObjectNode();
        return context.put("accountId", AwsRequest.ACCOUNT)
                .put("primaryRegion", PRIMARY_REGION)
                .put("secondaryRegion", SECONDARY_REGION)
                .put("domainName", DOMAIN)
                .put("hostedZoneId", hostedZoneId)
                .put("alarmEmail", "operator@example.com")
                .put("agentJarKey", AGENT_KEY)
                .put("githubRepository", "owner/drlab")
                .toString();
    }
}
