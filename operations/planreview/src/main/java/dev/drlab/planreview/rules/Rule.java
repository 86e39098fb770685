package dev.drlab.planreview.rules;

import static dev.drlab.planreview.rules.Severity.CRITICAL;
import static dev.drlab.planreview.rules.Severity.NOTE;
import static dev.drlab.planreview.rules.Severity.WARNING;

/** The rules of the review, the one table of them; docs/plan-review.md shows it. */
public enum Rule {
    DATABASE_REPLACED(
            "database-replaced",
            CRITICAL,
            "A database is destroyed and made anew",
            "Its rows are gone but for what a backup holds, its replicas stop, and until the new one is filled neither region can serve",
            "https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/db_instance"),
    DATABASE_DESTROYED(
            "database-destroyed",
            CRITICAL,
            "A database is destroyed",
            "Its rows are gone but for what a backup holds; without a standby there is nothing to activate",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"),
    DATABASE_ROLE_CHANGED(
            "database-role-changed",
            CRITICAL,
            "A database becomes a replica, stops being one, or follows another source",
            "Terraform would promote or re-point it behind the state machines' back: two writers, or a standby that follows nobody",
            "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html"),
    DATABASE_ENGINE_CHANGED(
            "database-engine-changed",
            WARNING,
            "A database's engine or its version changes",
            "A replica cannot follow a primary of another major version, and the upgrade is an outage of its own",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html"),
    DATABASE_CHANGED(
            "database-changed",
            WARNING,
            "A database changes in a way that no other rule judges",
            "It may restart, and a standby that differs from its primary may not carry the load",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html"),
    DATABASE_SETTINGS_CHANGED(
            "database-settings-changed",
            WARNING,
            "Parameters, options or subnets of a database change",
            "Some take force with a restart only, and a promoted standby has those of its own group",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html"),
    DATA_DESTROYED(
            "data-destroyed",
            CRITICAL,
            "Something that holds data is destroyed or made anew: a bucket, table, registry, secret, file system or volume",
            "What it holds is gone, and what recovery reads from it is not there",
            "docs/control-plane.md, docs/objects.md"),
    DATA_CHANGED(
            "data-changed",
            WARNING,
            "Something that holds data changes in a way that no other rule judges",
            "It may delete what is there, keep it for less long, protect it less or take it from its readers",
            "docs/plan-review.md"),
    PUBLIC_ACCESS_OPENED(
            "public-access-opened",
            WARNING,
            "What keeps data from the public is lowered or removed, or a list of who may reach it changes",
            "Whoever finds it may read it, or change and delete it; replication carries that to the standby",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"),
    CONTROL_TABLE_REMOVED(
            "control-table-removed",
            CRITICAL,
            "A control table is destroyed or made anew",
            "The authority record is gone: no region knows that it is the writer, and no activation can take its lock",
            "docs/control-plane.md (I1)"),
    CONTROL_TABLE_CHANGED(
            "control-table-changed",
            WARNING,
            "A control table changes",
            "Every write of the service and every activation depends on it",
            "docs/control-plane.md (I1)"),
    DELETION_PROTECTION_LOWERED(
            "deletion-protection-lowered",
            CRITICAL,
            "Deletion protection is lowered or removed, or destruction with all contents is allowed",
            "The next mistaken apply, or a hand at the console, destroys it without a refusal",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html"),
    PREVENT_DESTROY_MISSING(
            "prevent-destroy-missing",
            WARNING,
            "What holds data has no prevent_destroy",
            "A later plan that destroys it passes; a plan does not say this itself, it is read from the synthesized stack",
            "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle"),
    UNPROTECTED_CREATION(
            "unprotected-creation",
            WARNING,
            "A database or table is created without protection, encryption or backups",
            "It can be destroyed by mistake, or cannot be restored; encryption cannot be added later",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"),
    ENCRYPTION_LOWERED(
            "encryption-lowered",
            CRITICAL,
            "Encryption is removed, or its key is another one",
            "A replica under another key has to be built anew, and backups under the old key need it for as long as they are kept",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"),
    KEY_REMOVED(
            "key-removed",
            CRITICAL,
            "A KMS key is scheduled for deletion or disabled",
            "Databases, backups, objects, secrets and state under it cannot be read: after the waiting time, for ever",
            "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"),
    KEY_CHANGED(
            "key-changed",
            WARNING,
            "A KMS key, its alias, its policy or a grant changes",
            "Who may use it, or what the alias means, is other than what the machines and the services expect",
            "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"),
    VERSIONING_LOWERED(
            "versioning-lowered",
            CRITICAL,
            "Versions of objects are no longer kept",
            "An overwritten or deleted object cannot be restored, and replication needs versions",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"),
    RETENTION_CHANGED(
            "retention-changed",
            WARNING,
            "How long versions, objects, images, items or messages are kept changes",
            "What a restore to a moment or a rollback needs may be gone by then",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html"),
    BACKUPS_LOWERED(
            "backups-lowered",
            CRITICAL,
            "Backups, point-in-time recovery or the final snapshot are lowered or removed",
            "A loss that replication has copied to the standby can be undone less far back, or not at all",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html"),
    BACKUPS_CHANGED(
            "backups-changed",
            WARNING,
            "A backup plan, selection or vault changes, or a tag of what can be selected by its tags is removed or changed",
            "What is backed up, when, and for how long may be less than before: a selection by tags no longer finds what has lost its tag",
            "https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html"),
    REPLICATION_REMOVED(
            "replication-removed",
            CRITICAL,
            "Replication of objects, images, secrets, keys or tables is removed or switched off",
            "What is written from now on exists in one region only",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html"),
    REPLICATION_CHANGED(
            "replication-changed",
            WARNING,
            "Replication of objects, images, secrets or tables changes",
            "What it leaves out is lost with the region",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html"),
    PEERING_REMOVED(
            "peering-removed",
            CRITICAL,
            "The link between the regions' networks, or a route over it, is removed or made anew",
            "The agents cannot reach the other region's database: no drain, no switchover without loss",
            "https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html"),
    PEERING_CHANGED(
            "peering-changed",
            WARNING,
            "The link between the regions' networks, or a route over it, changes",
            "The agents reach the other region's database over it",
            "https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html"),
    NETWORK_PATH_CHANGED(
            "network-path-changed",
            WARNING,
            "A security group, network ACL or route changes",
            "Replication, agents and health checks pass through them; nothing fails until they are needed",
            "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"),
    HEALTH_CHECK_REMOVED(
            "health-check-removed",
            CRITICAL,
            "A health check is removed or disabled",
            "A record without one counts as healthy: traffic stays in a region that is down",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html"),
    HEALTH_CHECK_CHANGED(
            "health-check-changed",
            WARNING,
            "A health check changes or is made anew",
            "When traffic moves, and whether it does, is decided by it",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html"),
    FAILOVER_RECORD_REMOVED(
            "failover-record-removed",
            CRITICAL,
            "A failover record is removed or made anew",
            "The name has no answer for a region, or for both while it is made anew",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html"),
    FAILOVER_RECORD_CHANGED(
            "failover-record-changed",
            WARNING,
            "A failover record changes",
            "It decides where clients go after an activation",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html"),
    STATE_MACHINE_REMOVED(
            "state-machine-removed",
            CRITICAL,
            "A state machine is removed or made anew",
            "A region without it cannot be activated or protected again by its command; running executions end",
            "docs/statemachine.md (I6)"),
    STATE_MACHINE_CHANGED(
            "state-machine-changed",
            WARNING,
            "A state machine changes",
            "What will run in an emergency is not what was rehearsed, unless its hash is the rehearsed one's",
            "docs/statemachine.md (I6)"),
    RUNBOOK_CHANGED(
            "runbook-changed",
            WARNING,
            "The parameters of the state machines change or are removed",
            "They say which database, service and table an activation acts on",
            "docs/runbook.md"),
    RIGHTS_REMOVED(
            "rights-removed",
            CRITICAL,
            "A role or a policy is removed or made anew",
            "A machine, agent or service that had its rights by it is refused when it needs them",
            "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html"),
    RIGHTS_CHANGED(
            "rights-changed",
            WARNING,
            "A role, a policy or a resource's policy changes",
            "A right too few is found out in the emergency",
            "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html"),
    FUNCTION_REMOVED(
            "function-removed",
            CRITICAL,
            "A function is removed or made anew",
            "The machines drain, open and check through the agent's function",
            "docs/agent.md"),
    FUNCTION_CHANGED(
            "function-changed",
            WARNING,
            "A function changes",
            "The machines drain, open and check through the agent's function",
            "docs/agent.md"),
    STANDBY_CAPACITY_LOWERED(
            "standby-capacity-lowered",
            CRITICAL,
            "Capacity is lowered in a stack of the standby, or of a replica",
            "Once activated it has to carry the whole load, with what it may grow to",
            "docs/runbooks_gamedays.md (capacity)"),
    CAPACITY_LOWERED(
            "capacity-lowered",
            WARNING,
            "Capacity is lowered",
            "After a failback it has to carry the whole load again",
            "docs/runbooks_gamedays.md (capacity)"),
    STANDBY_BELOW_PRIMARY(
            "standby-below-primary",
            CRITICAL,
            "A standby is smaller than what it stands in for",
            "Activation succeeds and the region then fails under the load",
            "docs/runbooks_gamedays.md (capacity)"),
    STANDBY_SETTING_BELOW_PRIMARY(
            "standby-setting-below-primary",
            CRITICAL,
            "A replica has less of a setting that its writer's WAL tells it to have",
            "Replay pauses as soon as the writer runs with more: the standby falls behind and a failover loses it",
            "docs/stacks_overview.md"),
    STANDBY_BELOW_RUNBOOK(
            "standby-below-runbook",
            CRITICAL,
            "A standby's service may not grow to what its runbook activates it with",
            "Activation scales up within this bound: the region stays below full capacity and fails under the load",
            "docs/runbook.md"),
    DEPENDS_ON_PRIMARY(
            "depends-on-primary",
            CRITICAL,
            "A stack of the standby depends on the other region (I8)",
            "With that region dark it can be neither planned nor changed, or what it runs cannot start",
            "docs/architecture.md (I8)"),
    STATE_BUCKET_REMOVED(
            "state-bucket-removed",
            CRITICAL,
            "The bucket of the Terraform state, or a part of it, is removed or made anew",
            "Without its state nothing of the region can be changed by Terraform",
            "https://developer.hashicorp.com/terraform/language/backend/s3"),
    STATE_BUCKET_CHANGED(
            "state-bucket-changed",
            WARNING,
            "The bucket of the Terraform state changes",
            "Every later plan and apply reads and locks there",
            "https://developer.hashicorp.com/terraform/language/backend/s3"),
    ALARM_CHANGED(
            "alarm-changed",
            WARNING,
            "An alarm, or the way to those whom it tells, is removed, made anew, silenced or changed",
            "An outage, lag over target or a failed backup is noticed later, or by nobody",
            "docs/runbooks_gamedays.md (alarms)"),
    SCHEDULE_CHANGED(
            "schedule-changed",
            WARNING,
            "A schedule is removed, made anew, switched off or changed",
            "The verifier, or whatever it starts, no longer runs as it did: old results stay the newest",
            "docs/verifier.md"),
    SECRET_CHANGED(
            "secret-changed",
            WARNING,
            "A secret's value is written anew or removed",
            "Those who log in with the old one are refused, and replicas of the secret follow later",
            "https://docs.aws.amazon.com/secretsmanager/latest/userguide/create-manage-multi-region-secrets.html"),
    SERVICE_INTERRUPTED(
            "service-interrupted",
            WARNING,
            "A part that serves traffic or links parts is removed or made anew",
            "The region is out or changed while it lasts; as a standby, it cannot be activated meanwhile",
            "docs/architecture.md"),
    UNJUDGED_DESTRUCTION(
            "unjudged-destruction",
            WARNING,
            "Something of a type that no rule knows is destroyed or made anew",
            "Unknown: it may hold data, or be what recovery needs",
            "docs/plan-review.md"),
    UNJUDGED_CHANGE(
            "unjudged-change",
            WARNING,
            "Objects of types that no rule knows change",
            "Unknown: the review says nothing about them",
            "docs/plan-review.md"),
    FORGOTTEN(
            "forgotten",
            WARNING,
            "Terraform stops managing something without destroying it",
            "It goes on as it is, but no plan, no readiness check of drift and no teardown sees it from now on",
            "https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources"),
    DRIFTED_PROTECTION(
            "drifted-protection",
            WARNING,
            "Something that a rule judges was changed outside of Terraform",
            "It is so already: somebody or something else changed it, and this plan may not put it back",
            "https://developer.hashicorp.com/terraform/tutorials/state/resource-drift"),
    CHANGE_ELSEWHERE(
            "change-elsewhere",
            WARNING,
            "A stack changes that was not named as one that should",
            "The change reaches further than those who asked for it meant",
            "docs/plan-review.md"),
    CHECK_FAILED(
            "check-failed",
            WARNING,
            "A check of the configuration does not pass",
            "The configuration's authors say that something is not as it must be",
            "https://developer.hashicorp.com/terraform/language/checks"),
    UNJUDGED_REGION(
            "unjudged-region",
            WARNING,
            "It cannot be told which region a stack of the standby, or a state that it reads, is of",
            "Whether it depends on the other region (I8) is not known",
            "docs/architecture.md (I8)"),
    PLAN_INCOMPLETE(
            "plan-incomplete",
            CRITICAL,
            "The plan is not whole: planning failed, was limited to targets, or put changes off",
            "What is missing from it may be anything",
            "https://developer.hashicorp.com/terraform/internals/json-format#plan-representation"),
    UNJUDGED_CREATION(
            "unjudged-creation",
            NOTE,
            "Objects of types that no rule knows are created",
            "Unknown: the review says nothing about them; nothing that is there now is touched",
            "docs/plan-review.md"),
    MOVED(
            "moved",
            NOTE,
            "An object has another address from now on",
            "Nothing by itself: the object is not touched",
            "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring"),
    IMPORTED(
            "imported",
            NOTE,
            "An object that is there already is managed from now on",
            "Nothing by itself: whatever else happens to it stands beside this",
            "https://developer.hashicorp.com/terraform/language/import"),
    DRIFTED(
            "drifted",
            NOTE,
            "Something was changed outside of Terraform",
            "Nothing that a rule knows of",
            "https://developer.hashicorp.com/terraform/tutorials/state/resource-drift");

    private final String id;
    private final Severity severity;
    private final String what;
    private final String meaning;
    private final String source;

    Rule(String id, Severity severity, String what, String meaning, String source) {
        this.id = id;
        this.severity = severity;
        this.what = what;
        this.meaning = meaning;
        this.source = source;
    }

    /** Stable name, in every output. */
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /** The finding, without a full stop. */
    public String what() {
        return what;
    }

    /** The meaning for recovery, without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** A document of this repository, or an address. */
    public String source() {
        return source;
    }
}
