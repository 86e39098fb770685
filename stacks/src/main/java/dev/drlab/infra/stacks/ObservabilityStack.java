package dev.drlab.infra.stacks;

import dev.drlab.infra.data.bucket.BucketReplication;
import dev.drlab.infra.data.bucket.LogsBucket;
import dev.drlab.infra.observability.ObjectReplication;
import dev.drlab.infra.observability.VerifierMetrics;
import dev.drlab.infra.observability.alarm.AlarmPlace;
import dev.drlab.infra.observability.alarm.DatabaseAlarms;
import dev.drlab.infra.observability.alarm.DatabaseAlarmsProps;
import dev.drlab.infra.observability.alarm.MachineryAlarms;
import dev.drlab.infra.observability.alarm.MachineryAlarmsProps;
import dev.drlab.infra.observability.alarm.ObjectReplicationAlarms;
import dev.drlab.infra.observability.alarm.ReadinessAlarm;
import dev.drlab.infra.observability.alarm.RoutingAlarms;
import dev.drlab.infra.observability.alarm.RoutingAlarmsProps;
import dev.drlab.infra.observability.alarm.ServiceAlarms;
import dev.drlab.infra.observability.alarm.ServiceAlarmsProps;
import dev.drlab.infra.observability.alarm.VerifierAlarms;
import dev.drlab.infra.observability.alarm.VerifierAlarmsProps;
import dev.drlab.infra.observability.audit.AuditTrail;
import dev.drlab.infra.observability.audit.AuditTrailProps;
import dev.drlab.infra.observability.audit.SavedQueries;
import dev.drlab.infra.observability.audit.SavedQueriesProps;
import dev.drlab.infra.observability.dashboard.Dashboard;
import dev.drlab.infra.observability.dashboard.DashboardProps;
import dev.drlab.infra.observability.dashboard.RegionView;
import dev.drlab.infra.observability.notification.AlarmTopic;
import dev.drlab.infra.observability.notification.AlarmTopicProps;
import dev.drlab.infra.observability.notification.MonthlyBudget;
import dev.drlab.infra.observability.notification.MonthlyBudgetProps;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.orchestration.ReadinessJob;
import dev.drlab.infra.stacks.orchestration.ShippedDefinitions;
import dev.drlab.statemachine.Definition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code ObservabilityStack}: dashboard, alarms, saved queries and trail. Each alarm is in the region of its metric.
 * The stack therefore needs both regions and us-east-1, and cannot be changed while one of them is down.
 */
final class ObservabilityStack extends DrlabStack {
    /** Days in the log group, which serves alarms and queries only. The logs bucket keeps the whole trail. */
    private static final int TRAIL_LOG_DAYS = 90;

    private final VerifierMetrics verifier = new VerifierMetrics(names().metricsNamespace(), names().project());

    ObservabilityStack(Deployment deployment) {
        super(deployment, "ObservabilityStack", Role.SECONDARY);
        for (Role role : Role.values()) {
            alarms(role);
            queries(role);
        }
        verifierAlarms();
        readinessAlarm();
        dashboard();
        trail();
        budget();
        List<String> leftOut = new ArrayList<>();
        if (config().domain().isPresent()) {
            routingAlarms();
        } else {
            leftOut.add(
                    "domainName and hostedZoneId are empty: no alarms on health checks, on no writer and on two writers");
        }
        if (config().alarmEmail().isEmpty()) {
            leftOut.add("alarmEmail is empty: nobody is told of alarms, failed moves and the budget, unless somebody"
                    + " subscribes to the topics");
        }
        if (!leftOut.isEmpty()) {
            missing(String.join("; ", leftOut));
        }
    }

    private AlarmPlace place(Role role) {
        return new AlarmPlace(names().project(), names().region(role), names().topicArn(role), providerOf(role));
    }

    private void alarms(Role role) {
        AlarmPlace place = place(role);
        new DatabaseAlarms(
                this,
                role.id() + "-database-alarms",
                new DatabaseAlarmsProps(
                        place,
                        names().databaseIdentifier(role),
                        config().targets().rpoSeconds(),
                        DataParts.STORAGE_GIB,
                        DataParts.MAX_SLOT_WAL_KEEP_MIB));
        new ServiceAlarms(
                this,
                role.id() + "-service-alarms",
                new ServiceAlarmsProps(
                        place,
                        names().cluster(),
                        names().service(),
                        facts().readIn(role, role, Fact.BALANCER_DIMENSION),
                        facts().readIn(role, role, Fact.TARGET_GROUP_DIMENSION)));
        new ObjectReplicationAlarms(this, role.id() + "-replication-alarms", place, replication(role));
        new MachineryAlarms(
                this,
                role.id() + "-machinery-alarms",
                new MachineryAlarmsProps(
                        place,
                        ShippedDefinitions.all().stream()
                                .map(Definition::name)
                                .collect(Collectors.toMap(verb -> verb, verb -> names().stateMachineArn(role, verb))),
                        names().shared().agentFunction(),
                        names().backupVault()));
    }

    private ObjectReplication replication(Role source) {
        return new ObjectReplication(
                names().region(source),
                names().bucket(source, "app-data"),
                names().region(source.peer()),
                names().bucket(source.peer(), "app-data"),
                BucketReplication.RULE);
    }

    private void queries(Role role) {
        new SavedQueries(
                this,
                role.id() + "-queries",
                new SavedQueriesProps(
                        names().project(),
                        names().logGroup("service"),
                        names().insightsLogGroup(),
                        names().databaseLogGroup(role),
                        providerOf(role)));
    }

    private void verifierAlarms() {
        if (config().canaryEnabled()) {
            new VerifierAlarms(
                    this,
                    "verifier-alarms",
                    new VerifierAlarmsProps(
                            place(Role.SECONDARY),
                            verifier,
                            config().targets().rpoSeconds(),
                            VerifierTask.PERIOD_MINUTES,
                            VerifierTask.deadLetterQueue(names())));
        }
    }

    private void readinessAlarm() {
        new ReadinessAlarm(
                this,
                "readiness-alarm",
                place(Role.SECONDARY),
                names().metricsNamespace(),
                ReadinessJob.PERIOD_MINUTES);
    }

    private void dashboard() {
        new Dashboard(
                this,
                "dashboard",
                new DashboardProps(
                        "DR-Lab-Dashboard",
                        view(Role.PRIMARY),
                        view(Role.SECONDARY),
                        names().region(Role.SECONDARY),
                        verifier,
                        config().targets().rpoSeconds(),
                        config().targets().rtoMinutes(),
                        null));
    }

    private RegionView view(Role role) {
        return new RegionView(
                role.title(),
                names().region(role),
                facts().readIn(role, role, Fact.BALANCER_DIMENSION),
                facts().readIn(role, role, Fact.TARGET_GROUP_DIMENSION),
                names().cluster(),
                names().service(),
                names().databaseIdentifier(role),
                replication(role));
    }

    private void trail() {
        new AuditTrail(
                this,
                "trail",
                new AuditTrailProps(
                        names().trail(),
                        names().bucket(Names.TRAIL_HOME, "logs"),
                        LogsBucket.TRAIL_PREFIX,
                        names().logGroup("trail"),
                        TRAIL_LOG_DAYS,
                        Arrays.stream(Role.values())
                                .map(role -> names().bucketArn(role, "tfstate"))
                                .toList(),
                        Arrays.stream(Role.values())
                                .map(names()::controlTableArn)
                                .toList(),
                        facts().read(Names.TRAIL_HOME, Fact.KEY_ARN),
                        null));
    }

    /** A budget needs an address: without one nobody would be notified, so there is no budget. */
    private void budget() {
        if (config().monthlyBudgetUsd() > 0) {
            config().alarmEmail()
                    .ifPresent(email -> new MonthlyBudget(
                            this,
                            "budget",
                            new MonthlyBudgetProps(
                                    names().project() + "-monthly", config().monthlyBudgetUsd(), email)));
        }
    }

    private void routingAlarms() {
        AlarmTopic topic = new AlarmTopic(
                this,
                "routing-topic",
                new AlarmTopicProps(
                        names().project() + "-routing",
                        config().accountId(),
                        config().alarmEmail(),
                        Optional.empty(),
                        globalProvider()));
        new RoutingAlarms(
                this,
                "routing-alarms",
                new RoutingAlarmsProps(
                        new AlarmPlace(names().project(), Names.GLOBAL_REGION, topic.arn(), globalProvider()),
                        facts().read(Role.SECONDARY, Fact.PRIMARY_ALIVE_CHECK),
                        facts().read(Role.SECONDARY, Fact.WRITER_PRESENT_CHECK),
                        facts().read(Role.SECONDARY, Fact.TWO_WRITERS_CHECK),
                        config().healthChecks().intervalSeconds()
                                * config().healthChecks().failureThreshold()));
    }
}
