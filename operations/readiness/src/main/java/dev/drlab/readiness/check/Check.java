package dev.drlab.readiness.check;

import static dev.drlab.readiness.region.Right.DESCRIBE_ALARMS;
import static dev.drlab.readiness.region.Right.DESCRIBE_BALANCERS;
import static dev.drlab.readiness.region.Right.DESCRIBE_CERTIFICATE;
import static dev.drlab.readiness.region.Right.DESCRIBE_DATABASES;
import static dev.drlab.readiness.region.Right.DESCRIBE_DATABASE_PARAMETERS;
import static dev.drlab.readiness.region.Right.DESCRIBE_DATABASE_QUOTAS;
import static dev.drlab.readiness.region.Right.DESCRIBE_IMAGES;
import static dev.drlab.readiness.region.Right.DESCRIBE_KEY;
import static dev.drlab.readiness.region.Right.DESCRIBE_LISTENERS;
import static dev.drlab.readiness.region.Right.DESCRIBE_OFFERED_CLASSES;
import static dev.drlab.readiness.region.Right.DESCRIBE_SCALABLE_TARGETS;
import static dev.drlab.readiness.region.Right.DESCRIBE_SECRET;
import static dev.drlab.readiness.region.Right.DESCRIBE_SERVICES;
import static dev.drlab.readiness.region.Right.DESCRIBE_STATE_MACHINE;
import static dev.drlab.readiness.region.Right.DESCRIBE_TASK_DEFINITION;
import static dev.drlab.readiness.region.Right.GET_FUNCTION;
import static dev.drlab.readiness.region.Right.GET_ITEM;
import static dev.drlab.readiness.region.Right.GET_METRICS;
import static dev.drlab.readiness.region.Right.GET_PARAMETER;
import static dev.drlab.readiness.region.Right.GET_QUOTA;
import static dev.drlab.readiness.region.Right.LIST_SUBSCRIPTIONS;
import static dev.drlab.readiness.region.Right.SIMULATE;

import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** All checks: what each means for recovery, what it calls, and the page that it rests on. */
public enum Check {
    /** Both regions' runbooks. */
    RUNBOOK(
            "runbook",
            "the machines read what to do here, and to what, from it",
            Set.of(GET_PARAMETER),
            "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html",
            AuthorityChecks::runbook),
    /** Who may write. */
    AUTHORITY(
            "authority",
            "activate takes over from the region that holds the highest epoch, and both records must be readable",
            Set.of(GET_PARAMETER, GET_ITEM),
            "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html",
            AuthorityChecks::authority),
    /** Left-over locks. */
    LOCK(
            "lock",
            "activate and reprotect refuse while another execution holds a region (`" + ErrorNames.LOCKED
                    + "`); one that died left its move half done",
            Set.of(GET_PARAMETER, GET_ITEM),
            "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html",
            AuthorityChecks::lock),
    /** Left-over drains. */
    DRAIN(
            "drain",
            "a drained region takes no writes, and another switchover cannot drain it",
            Set.of(GET_PARAMETER, GET_ITEM),
            "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html",
            AuthorityChecks::drain),
    /** The standby's database. */
    REPLICA(
            "replica",
            "only an available replica of the writer that replicates, with nothing pending, can be promoted; not one in"
                    + " `backing-up`; `storage-optimization` is a warning: a failover is tried, a switchover refuses",
            Set.of(GET_PARAMETER, DESCRIBE_DATABASES),
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html",
            DatabaseChecks::replica),
    /** How far it is behind. */
    LAG(
            "lag",
            "what has not arrived is lost in a failover, and a switchover refuses above the target (`"
                    + ErrorNames.LAG_ABOVE_TARGET + "`)",
            Set.of(GET_PARAMETER, GET_METRICS),
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html",
            DatabaseChecks::lag),
    /** The verifier's newest result. */
    VERIFIER(
            "verifier",
            "without a fresh result nobody knows what a failover would lose; one in 15 minutes that lost canaries or missed"
                    + " its target blocks",
            Set.of(GET_PARAMETER, GET_METRICS),
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html",
            AccountChecks::verifier),
    /** Automated backups. */
    BACKUPS(
            "backups",
            "without the writer's backups no replica can be made of it; without the standby's its first full backup lies"
                    + " within the recovery",
            Set.of(GET_PARAMETER, DESCRIBE_DATABASES),
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html",
            DatabaseChecks::backups),
    /** Parameter groups. */
    PARAMETERS(
            "parameters",
            "a promoted database behaves as the writer did only with the same parameters in force",
            Set.of(GET_PARAMETER, DESCRIBE_DATABASES, DESCRIBE_DATABASE_PARAMETERS),
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html",
            DatabaseChecks::parameters),
    /** The size of the database, and the class of a new replica. */
    INSTANCE_CLASS(
            "instance-class",
            "a database smaller than the writer's takes over and then fails under the load; reprotect makes it anew in"
                    + " a class that the region must offer",
            Set.of(GET_PARAMETER, DESCRIBE_DATABASES, DESCRIBE_OFFERED_CLASSES),
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html",
            DatabaseChecks::instanceClass),
    /** The database's own certificate. */
    DATABASE_CERTIFICATE(
            "database-certificate",
            "service, agent and verifier refuse a server whose certificate has expired",
            Set.of(GET_PARAMETER, DESCRIBE_DATABASES),
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CertificateDetails.html",
            DatabaseChecks::databaseCertificate),
    /** The standby's tasks. */
    TASKS(
            "tasks",
            "activate wants a healthy task in the region before it touches anything",
            Set.of(GET_PARAMETER, DESCRIBE_SERVICES),
            "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html",
            ServiceChecks::tasks),
    /** How far the service can be scaled. */
    CAPACITY(
            "capacity",
            "activate scales the region up to full capacity within this bound",
            Set.of(GET_PARAMETER, DESCRIBE_SCALABLE_TARGETS),
            "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html",
            ServiceChecks::capacity),
    /** Images. */
    IMAGE(
            "image",
            "tasks start from the region's own registry, and must be what the writer's region runs",
            Set.of(GET_PARAMETER, DESCRIBE_SERVICES, DESCRIBE_TASK_DEFINITION, DESCRIBE_IMAGES),
            "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html",
            ServiceChecks::image),
    /** Task definitions. */
    TASK_PARITY(
            "task-parity",
            "a smaller task, or one without a setting, does not carry the load of the writer's region",
            Set.of(GET_PARAMETER, DESCRIBE_SERVICES, DESCRIBE_TASK_DEFINITION),
            "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html",
            ServiceChecks::parity),
    /** Quotas. */
    QUOTA(
            "quota",
            "full capacity needs vCPUs; reprotect needs one more database, its storage and a snapshot",
            Set.of(GET_PARAMETER, DESCRIBE_SERVICES, DESCRIBE_TASK_DEFINITION, GET_QUOTA, DESCRIBE_DATABASE_QUOTAS),
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
            AccountChecks::quota),
    /** The balancer's certificate. */
    CERTIFICATE(
            "certificate",
            "clients refuse a region whose certificate has expired",
            Set.of(GET_PARAMETER, DESCRIBE_BALANCERS, DESCRIBE_LISTENERS, DESCRIBE_CERTIFICATE),
            "https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html",
            AccountChecks::certificate),
    /** Passwords and writer pointer. */
    SECRETS(
            "secrets",
            "tasks start with the passwords of the region's own secret, and activate writes the writer pointer",
            Set.of(GET_PARAMETER, DESCRIBE_SECRET),
            "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html",
            AccountChecks::secrets),
    /** The key. */
    KEY(
            "key",
            "database, tables and secrets cannot be read without the region's key, nor a replica be made",
            Set.of(GET_PARAMETER, DESCRIBE_KEY),
            "https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html",
            AccountChecks::key),
    /** Deployed definitions. */
    DEFINITION(
            "definition",
            "what is deployed is what was rehearsed only if it is the same bytes",
            Set.of(GET_PARAMETER, DESCRIBE_STATE_MACHINE),
            "https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html",
            MachineChecks::definition),
    /** The agent's state. */
    AGENT(
            "agent",
            "every move calls the agent first; a schedule calls it each day, as one that is idle for weeks is Inactive, and a"
                    + " move waits for it",
            Set.of(GET_PARAMETER, GET_FUNCTION),
            "https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html",
            MachineChecks::agent),
    /** Rights of the roles. */
    PERMISSIONS(
            "permissions",
            "a right that misses stops a move in the middle, and IAM cannot be mended while us-east-1 is lost",
            Set.of(GET_PARAMETER, DESCRIBE_STATE_MACHINE, GET_FUNCTION, SIMULATE),
            "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html",
            Permissions::observe),
    /** Who is told. */
    NOTIFICATIONS(
            "notifications",
            "a person decides on a failover, and must hear of the outage",
            Set.of(GET_PARAMETER, LIST_SUBSCRIPTIONS),
            "https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html",
            AccountChecks::notifications),
    /** Alarms that are off. */
    ALARMS(
            "alarms",
            "what already cries is looked at before a move, not during it",
            Set.of(GET_PARAMETER, DESCRIBE_ALARMS),
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html",
            AccountChecks::alarms);

    private final String id;
    private final String meaning;
    private final Set<Right> rights;
    private final String source;
    private final Examination examination;

    Check(String id, String meaning, Set<Right> rights, String source, Examination examination) {
        this.id = id;
        this.meaning = meaning;
        this.rights = EnumSet.copyOf(rights);
        this.source = source;
        this.examination = examination;
    }

    /** The check with that id; empty when there is none. */
    public static Optional<Check> of(String id) {
        return Arrays.stream(values()).filter(check -> check.id.equals(id)).findFirst();
    }

    /** Its id, in lower case with hyphens. */
    public String id() {
        return id;
    }

    /** The meaning for recovery when it fails. */
    public String meaning() {
        return meaning;
    }

    /** All rights that it needs, in the region, in its peer, or in both. */
    public Set<Right> rights() {
        return Set.copyOf(rights);
    }

    /** The page that describes the call that it rests on. */
    public URI source() {
        return URI.create(source);
    }

    /**
     * Looks.
     *
     * @throws UnjudgedException if what it looks at could not be seen
     */
    public Seen observe(Subject subject) {
        try {
            return examination.observe(subject);
        } catch (MissingPart e) {
            return Seen.wrong(e.finding());
        }
    }
}
