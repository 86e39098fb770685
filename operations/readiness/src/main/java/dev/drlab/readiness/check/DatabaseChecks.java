package dev.drlab.readiness.check;

import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** The standby's database, and what a new one would be made of. */
final class DatabaseChecks {
    private static final Duration LAG_AGE = Duration.ofMinutes(10);
    /** RDS measures each minute, and CloudWatch shows it a minute or two later. */
    private static final Duration LAG_USUAL_AGE = Duration.ofMinutes(2);
    /** RDS uploads logs to S3 every five minutes; an hour without a newer point is no hiccup. */
    private static final Duration RESTORABLE_AGE = Duration.ofHours(1);

    private static final Duration CERTIFICATE_SOON = Duration.ofDays(30);

    private DatabaseChecks() {}

    static Seen replica(Subject subject) {
        String own = subject.own().region();
        DBInstance database = required(subject.database(), subject.runbook().text(RunbookField.DB_INSTANCE), own);
        String source = database.readReplicaSourceDBInstanceIdentifier();
        List<Finding> findings = new ArrayList<>();
        status(database, own).ifPresent(findings::add);
        source(database, subject.runbook().text(RunbookField.PEER_DB_INSTANCE_ARN), own)
                .ifPresent(findings::add);
        database.statusInfos().stream()
                .flatMap(info -> replication(database, info, own).stream())
                .forEach(findings::add);
        pending(database).ifPresent(findings::add);
        return new Seen(
                database.dbInstanceIdentifier() + " is '" + database.dbInstanceStatus() + "', a replica of " + source,
                findings);
    }

    private static Optional<Finding> status(DBInstance database, String own) {
        String name = database.dbInstanceIdentifier();
        String await = "aws rds wait db-instance-available --db-instance-identifier " + name + " --region " + own;
        return switch (String.valueOf(database.dbInstanceStatus())) {
            case "available" -> Optional.empty();
            case "storage-optimization" ->
                Optional.of(Finding.warns(
                        name
                                + " is 'storage-optimization', for up to a day or more after its storage has grown: a failover"
                                + " is tried, a switchover refuses",
                        "wait for a switchover until it is available: " + await));
            default ->
                Optional.of(Finding.blocks(
                        name + " is '" + database.dbInstanceStatus()
                                + "': RDS promotes only a replica that is 'available'",
                        "wait until it is: " + await));
        };
    }

    private static Optional<Finding> source(DBInstance database, String expected, String own) {
        String name = database.dbInstanceIdentifier();
        String source = database.readReplicaSourceDBInstanceIdentifier();
        if (source == null || source.isBlank()) {
            return Optional.of(Finding.blocks(
                    name + " is no replica but a database of its own: activating it would drop every commit since it"
                            + " was one",
                    "start the state machine reprotect in " + own + ", which makes it a replica again"));
        }
        return source.equals(expected)
                ? Optional.empty()
                : Optional.of(Finding.blocks(
                        name + " is a replica of " + source + ", not of " + expected,
                        "start the state machine reprotect in " + own));
    }

    private static Optional<Finding> replication(DBInstance database, DBInstanceStatusInfo info, String own) {
        if (!"read replication".equals(info.statusType()) || "replicating".equals(info.status())) {
            return Optional.empty();
        }
        String message = info.message() == null ? "" : " (" + info.message() + ")";
        return Optional.of(Finding.blocks(
                database.dbInstanceIdentifier() + " does not replicate: '" + info.status() + "'" + message,
                "mend the way to the source, or start reprotect in " + own + " with rebuild"));
    }

    private static Optional<Finding> pending(DBInstance database) {
        PendingModifiedValues pending = database.pendingModifiedValues();
        if (pending == null || pending.equals(PendingModifiedValues.builder().build())) {
            return Optional.empty();
        }
        return Optional.of(Finding.blocks(
                database.dbInstanceIdentifier() + " has pending modifications, which activate refuses: " + pending,
                "let them be applied now: aws rds modify-db-instance --apply-immediately"));
    }

    static Seen lag(Subject subject) {
        String name = subject.runbook().text(RunbookField.DB_INSTANCE);
        int target = subject.runbook().number(RunbookField.RPO_TARGET_SECONDS);
        Optional<Metrics.Point> lag = Metrics.latest(
                subject,
                subject.own(),
                new Metrics.Series(
                        "AWS/RDS",
                        "ReplicaLag",
                        Dimension.builder()
                                .name("DBInstanceIdentifier")
                                .value(name)
                                .build(),
                        "Maximum"),
                LAG_AGE);
        if (lag.isEmpty()) {
            throw new UnjudgedException("CloudWatch has no ReplicaLag of " + name + " in "
                    + subject.own().region() + " of the last " + LAG_AGE.toMinutes()
                    + " minutes, so the lag is not known");
        }
        Metrics.Point newest = lag.get();
        if (newest.value() < 0) {
            return Seen.wrong(Finding.blocks(
                    "replication of " + name + " is not active (ReplicaLag " + newest.value() + ")",
                    "look at the replica's log; start reprotect in "
                            + subject.own().region() + " with rebuild when it cannot go on"));
        }
        long age = newest.ageSeconds(subject.now());
        String fact =
                name + " is " + newest.value() + " s behind (target " + target + " s), as measured " + age + " s ago";
        if (newest.value() > target) {
            return Seen.wrong(Finding.blocks(
                    fact, "find what holds it up: load of the writer, of the replica, the way between the regions"));
        }
        if (newest.pastUsual(subject.now(), LAG_USUAL_AGE) > target) {
            throw new UnjudgedException(name + " was " + newest.value() + " s behind " + age
                    + " s ago, and CloudWatch has no newer ReplicaLag: a replica that has hung since is further behind"
                    + " than the target of " + target + " s");
        }
        return newest.atMost(subject.now()) > target ? Metrics.maybeMore(fact) : Seen.right(fact);
    }

    static Seen backups(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        DBInstance own = required(
                subject.database(),
                subject.runbook().text(RunbookField.DB_INSTANCE),
                subject.own().region());
        DBInstance peer = required(
                subject.peerDatabase(),
                subject.runbook().text(RunbookField.PEER_DB_INSTANCE),
                subject.peer().region());
        backups(subject.peer().region(), peer, "RDS makes no replica of it, so reprotect would refuse")
                .ifPresent(findings::add);
        backups(subject.own().region(), own, "its first full backup would lie within the recovery")
                .ifPresent(findings::add);
        Instant restorable = peer.latestRestorableTime();
        String until = restorable == null ? "no moment yet" : restorable.toString();
        if (restorable == null || Duration.between(restorable, subject.now()).compareTo(RESTORABLE_AGE) > 0) {
            findings.add(Finding.warns(
                    "the writer's database can be restored to " + until + " and not to later",
                    "aws rds describe-events --source-type db-instance --source-identifier "
                            + peer.dbInstanceIdentifier() + " --region "
                            + subject.peer().region()));
        }
        return new Seen(
                "backups are kept for " + own.backupRetentionPeriod() + " days in "
                        + subject.own().region() + ", "
                        + peer.backupRetentionPeriod() + " in " + subject.peer().region()
                        + "; the writer's can be restored to " + until,
                findings);
    }

    private static Optional<Finding> backups(String region, DBInstance database, String consequence) {
        Integer days = database.backupRetentionPeriod();
        return days != null && days > 0
                ? Optional.empty()
                : Optional.of(Finding.blocks(
                        "automated backups of " + database.dbInstanceIdentifier() + " are off: " + consequence,
                        "aws rds modify-db-instance --db-instance-identifier " + database.dbInstanceIdentifier()
                                + " --backup-retention-period 7 --apply-immediately --region " + region));
    }

    static Seen parameters(Subject subject) {
        DBInstance own = required(
                subject.database(),
                subject.runbook().text(RunbookField.DB_INSTANCE),
                subject.own().region());
        DBInstance peer = required(
                subject.peerDatabase(),
                subject.runbook().text(RunbookField.PEER_DB_INSTANCE),
                subject.peer().region());
        DBParameterGroupStatus ownGroup = group(own);
        DBParameterGroupStatus peerGroup = group(peer);
        List<Finding> findings = new ArrayList<>();
        if (!"in-sync".equals(ownGroup.parameterApplyStatus())) {
            findings.add(Finding.blocks(
                    "the parameter group " + ownGroup.dbParameterGroupName() + " is not in force in "
                            + own.dbInstanceIdentifier() + ": " + ownGroup.parameterApplyStatus(),
                    "aws rds reboot-db-instance --db-instance-identifier " + own.dbInstanceIdentifier() + " --region "
                            + subject.own().region()));
        }
        Map<String, String> ownValues = values(subject.own(), ownGroup.dbParameterGroupName());
        Map<String, String> peerValues = values(subject.peer(), peerGroup.dbParameterGroupName());
        TreeSet<String> names = new TreeSet<>(ownValues.keySet());
        names.addAll(peerValues.keySet());
        for (String name : names) {
            if (!Objects.equals(ownValues.get(name), peerValues.get(name))) {
                findings.add(Finding.blocks(
                        name + " is " + told(ownValues.get(name)) + " in "
                                + subject.own().region() + " and " + told(peerValues.get(name)) + " in "
                                + subject.peer().region(),
                        "set both in the stacks and deploy the data stacks"));
            }
        }
        return new Seen(
                names.size() + " parameters are set in " + ownGroup.dbParameterGroupName() + " or "
                        + peerGroup.dbParameterGroupName(),
                findings);
    }

    private static String told(String value) {
        return value == null ? "not set" : "'" + value + "'";
    }

    private static DBParameterGroupStatus group(DBInstance database) {
        return database.dbParameterGroups().stream()
                .findFirst()
                .orElseThrow(() ->
                        new UnjudgedException("RDS tells no parameter group of " + database.dbInstanceIdentifier()));
    }

    /** The parameters that somebody set: engine defaults differ by instance class and say nothing. */
    private static Map<String, String> values(RegionReads region, String group) {
        Map<String, String> values = new TreeMap<>();
        region.ask(Right.DESCRIBE_DATABASE_PARAMETERS, RdsClient.class, rds -> {
            for (Parameter parameter : rds.describeDBParametersPaginator(
                            r -> r.dbParameterGroupName(group).source("user"))
                    .parameters()) {
                values.put(parameter.parameterName(), parameter.parameterValue());
            }
            return values;
        });
        return values;
    }

    static Seen instanceClass(Subject subject) {
        String own = subject.own().region();
        DBInstance database = required(subject.database(), subject.runbook().text(RunbookField.DB_INSTANCE), own);
        DBInstance writer = required(
                subject.peerDatabase(),
                subject.runbook().text(RunbookField.PEER_DB_INSTANCE),
                subject.peer().region());
        String wanted = subject.runbook()
                .object(RunbookField.REPLICA)
                .path("DbInstanceClass")
                .asText();
        String what = wanted + " with " + database.engine() + " " + database.engineVersion();
        List<Finding> findings = new ArrayList<>();
        if (!isOffered(subject, database, wanted)) {
            findings.add(Finding.blocks(
                    own + " does not offer " + what + ": reprotect could not make the database anew",
                    "set dbInstanceClass to one that both regions offer, and deploy"));
        }
        DatabaseSize size = DatabaseSize.of(database);
        DatabaseSize needed = DatabaseSize.of(writer);
        String modify = "aws rds modify-db-instance --db-instance-identifier " + database.dbInstanceIdentifier()
                + " --apply-immediately --region " + own;
        size.smallerClass(needed)
                .ifPresent(smaller -> findings.add(Finding.blocks(
                        smaller + ": once it takes over it may not carry the writer's load",
                        modify + " --db-instance-class " + needed.instanceClass()
                                + "; set dbInstanceClass to that too, or reprotect makes the next one small again")));
        size.lessStorage(needed)
                .ifPresent(less -> findings.add(Finding.warns( // a writer's grows by itself, and so does the standby's
                        less + ": once it takes over it is full sooner than the writer, and may be slower",
                        modify + " --allocated-storage " + needed.storageGib())));
        return new Seen(own + " offers " + what + "; " + size + " stands in for " + needed, findings);
    }

    private static boolean isOffered(Subject subject, DBInstance database, String wanted) {
        return subject
                .own()
                .ask(
                        Right.DESCRIBE_OFFERED_CLASSES,
                        RdsClient.class,
                        rds -> rds.describeOrderableDBInstanceOptions(r -> r.engine(database.engine())
                                .engineVersion(database.engineVersion())
                                .dbInstanceClass(wanted)
                                .maxRecords(20)))
                .orderableDBInstanceOptions()
                .stream()
                .anyMatch(option -> wanted.equals(option.dbInstanceClass()));
    }

    static Seen databaseCertificate(Subject subject) {
        DBInstance database = required(
                subject.database(),
                subject.runbook().text(RunbookField.DB_INSTANCE),
                subject.own().region());
        Instant end = database.certificateDetails() == null
                ? null
                : database.certificateDetails().validTill();
        if (end == null) {
            throw new UnjudgedException(
                    "RDS does not tell how long the certificate of " + database.dbInstanceIdentifier() + " holds");
        }
        return Certificates.judge(
                subject.now(),
                end,
                CERTIFICATE_SOON,
                "the certificate of the database " + database.dbInstanceIdentifier(),
                "aws rds modify-db-instance --db-instance-identifier " + database.dbInstanceIdentifier()
                        + " --ca-certificate-identifier rds-ca-rsa2048-g1 --apply-immediately --region "
                        + subject.own().region());
    }

    private static DBInstance required(Optional<DBInstance> database, String identifier, String region) {
        return database.orElseThrow(() -> new MissingPart(Finding.blocks(
                "there is no database " + identifier + " in " + region,
                "start the state machine reprotect in the standby's region, which makes it")));
    }
}
