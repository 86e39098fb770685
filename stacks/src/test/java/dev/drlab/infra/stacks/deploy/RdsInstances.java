package dev.drlab.infra.stacks.deploy;

import dev.drlab.refusals.DatabaseFacts;
import dev.drlab.refusals.RdsRefusals;
import dev.drlab.refusals.RdsRequest;
import dev.drlab.refusals.RdsState;
import dev.drlab.refusals.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The part of the RDS API for instances, as far as their roles need it. An instance that is rebuilt under its
 * identifier gets a new resource id; a renamed one keeps it; a promoted replica names no source; a replica has its own
 * settings. Sources: the pages of CreateDBInstanceReadReplica, ModifyDBInstance, PromoteReadReplica and
 * DeleteDBInstance in https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/. Refusals are decided by {@link
 * RdsRefusals}.
 */
final class RdsInstances {
    private static final String NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/";

    /** Receives the changes of the databases behind the regions' endpoints. */
    interface Servers {
        /** No servers behind the instances. */
        Servers NONE = new Servers() {};

        /** The region's replica is standalone from now on. */
        default void promoted(String region) {}

        /** The region's endpoint no longer leads to its database. */
        default void movedAway(String region, String identifier) {}

        /** The region's database becomes a replica of the source region's. */
        default void replicated(String region, String sourceRegion) {}
    }

    /** Instances by ARN. */
    private final Map<String, RdsInstance> instances = new TreeMap<>();
    /** Snapshots by ARN. */
    private final Map<String, Snapshot> snapshots = new TreeMap<>();
    /** Fixed seed, so that two runs have the same ids. */
    private final SplittableRandom random = new SplittableRandom(20260101);

    private Servers servers = Servers.NONE;
    private boolean creationTakesLong;

    private record Snapshot(String identifier, String instance, String resourceId, String arn) {}

    /** Adds servers behind the instances. */
    synchronized void servedBy(Servers behind) {
        servers = behind;
    }

    /** From now on a new instance becomes available only by {@link #finishCreations}. */
    synchronized void creationTakesLong() {
        creationTakesLong = true;
    }

    /** Makes all instances available. */
    synchronized void finishCreations() {
        creationTakesLong = false;
        instances.values().forEach(instance -> instance.becomes("available"));
    }

    synchronized AwsResponse answer(AwsRequest request) {
        RdsRequest plain = new RdsRequest(request.operation(), request.form(), request.tags());
        Optional<Refused> refused = RdsRefusals.of(plain, new State(request.region()));
        return refused.isPresent() ? refusal(request, refused.get()) : carryOut(request);
    }

    private static AwsResponse refusal(AwsRequest request, Refused refused) {
        return AwsResponse.error(request, refused.refusal().code(), refused.message())
                .withStatus(refused.refusal().status());
    }

    private AwsResponse carryOut(AwsRequest request) {
        return switch (request.operation()) {
            case "CreateDBInstance" -> create(request);
            case "CreateDBInstanceReadReplica" -> createReplica(request);
            case "DescribeDBInstances" -> describe(request);
            case "ModifyDBInstance" -> modify(request);
            case "PromoteReadReplica" -> promote(request);
            case "RebootDBInstance" ->
                withInstance(request, instance -> {
                    instance.reboot();
                    return instanceResult(request, instance);
                });
            case "CreateDBSnapshot" -> withInstance(request, instance -> snapshot(request, instance));
            case "DescribeDBSnapshots" -> describeSnapshots(request);
            case "AddTagsToResource" -> tag(request);
            case "DeleteDBInstance" -> delete(request);
            default -> throw new IllegalArgumentException(request.describe());
        };
    }

    private AwsResponse create(AwsRequest request) {
        RdsInstance instance = new RdsInstance(request.region(), request.parameter("DBInstanceIdentifier"), random);
        instance.apply(request);
        instance.encrypt();
        if (creationTakesLong) {
            instance.becomes("creating");
        }
        instances.put(instance.arn(), instance);
        return instanceResult(request, instance);
    }

    private AwsResponse createReplica(AwsRequest request) {
        RdsInstance replica = new RdsInstance(request.region(), request.parameter("DBInstanceIdentifier"), random);
        String wanted = request.parameter("SourceDBInstanceIdentifier");
        RdsInstance source = instances.get(wanted.startsWith("arn:") ? wanted : arn(request.region(), wanted));
        replica.inherit(source);
        replica.apply(request);
        replica.encrypt();
        replica.follow(source);
        servers.replicated(replica.region(), source.region());
        instances.put(replica.arn(), replica);
        return instanceResult(request, replica);
    }

    private AwsResponse describe(AwsRequest request) {
        String wanted = request.parameter("DBInstanceIdentifier");
        List<String> filter = request.list("Filters.Filter.1.Values.Value");
        String filterName = request.parameter("Filters.Filter.1.Name");
        List<RdsInstance> found = instances.values().stream()
                .filter(each -> each.region().equals(request.region()))
                .filter(each -> wanted.isEmpty() || wanted.equals(each.identifier()) || wanted.equals(each.arn()))
                .filter(each -> switch (filterName) {
                    case "" -> true;
                    case "dbi-resource-id" -> filter.contains(each.resourceId());
                    case "db-instance-id" -> filter.contains(each.identifier()) || filter.contains(each.arn());
                    default -> throw new IllegalArgumentException("filter " + filterName);
                })
                .toList();
        return result(
                request,
                Xml.list(
                        "DBInstances",
                        "DBInstance",
                        found.stream().map(RdsInstance::xml).toList()));
    }

    private AwsResponse modify(AwsRequest request) {
        return withInstance(request, instance -> {
            String name = request.parameter("NewDBInstanceIdentifier");
            if (!name.isEmpty()) {
                instances.remove(instance.arn());
                servers.movedAway(instance.region(), name);
                instance.rename(name);
                instances.put(instance.arn(), instance);
            }
            instance.apply(request);
            return instanceResult(request, instance);
        });
    }

    private AwsResponse promote(AwsRequest request) {
        return withInstance(request, instance -> {
            servers.promoted(instance.region());
            instances.values().forEach(each -> each.forget(instance));
            instance.standAlone();
            instance.apply(request);
            return instanceResult(request, instance);
        });
    }

    private AwsResponse snapshot(AwsRequest request, RdsInstance instance) {
        return result(
                request, Xml.element("DBSnapshot", xml(keep(request.parameter("DBSnapshotIdentifier"), instance))));
    }

    private Snapshot keep(String identifier, RdsInstance instance) {
        String arn = snapshotArn(instance.region(), identifier);
        Snapshot made = new Snapshot(identifier, instance.identifier(), instance.resourceId(), arn);
        snapshots.put(arn, made);
        return made;
    }

    private AwsResponse describeSnapshots(AwsRequest request) {
        String wanted = request.parameter("DBSnapshotIdentifier");
        String ofRegion = snapshotArn(request.region(), "");
        List<String> found = snapshots.values().stream()
                .filter(each -> each.arn().startsWith(ofRegion))
                .filter(each -> wanted.isEmpty() || wanted.equals(each.identifier()))
                .map(RdsInstances::xml)
                .toList();
        return result(request, Xml.list("DBSnapshots", "DBSnapshot", found));
    }

    private static String xml(Snapshot snapshot) {
        return Xml.element("DBSnapshotIdentifier", snapshot.identifier())
                + Xml.element("DBInstanceIdentifier", snapshot.instance())
                + Xml.element("DbiResourceId", snapshot.resourceId())
                + Xml.element("DBSnapshotArn", snapshot.arn())
                + Xml.element("Status", "available");
    }

    private AwsResponse tag(AwsRequest request) {
        RdsInstance instance = instances.get(request.parameter("ResourceName"));
        instance.apply(request);
        return result(request, "");
    }

    private AwsResponse delete(AwsRequest request) {
        return withInstance(request, instance -> {
            String last = request.parameter("FinalDBSnapshotIdentifier");
            if (!last.isEmpty()) {
                keep(last, instance);
            }
            instances.remove(instance.arn());
            for (RdsInstance each : new ArrayList<>(instances.values())) {
                each.forget(instance);
                if (instance.arn().equals(each.source())
                        || instance.identifier().equals(each.source())) {
                    each.standAlone();
                }
            }
            return instanceResult(request, instance);
        });
    }

    private AwsResponse withInstance(AwsRequest request, Action action) {
        String identifier = request.parameter("DBInstanceIdentifier");
        return action.on(instances.get(identifier.startsWith("arn:") ? identifier : arn(request.region(), identifier)));
    }

    /** The state of one region for the refusals. Groups and keys are moto's, which reports a missing one itself. */
    private final class State implements RdsState {
        private final String region;

        State(String region) {
            this.region = region;
        }

        @Override
        public String region() {
            return region;
        }

        @Override
        public Optional<DatabaseFacts> database(String identifierOrArn) {
            return source(identifierOrArn).filter(facts -> facts.region().equals(region));
        }

        @Override
        public Optional<DatabaseFacts> source(String identifierOrArn) {
            String arn = identifierOrArn.startsWith("arn:") ? identifierOrArn : arn(region, identifierOrArn);
            return Optional.ofNullable(instances.get(arn)).map(RdsInstances::facts);
        }

        @Override
        public boolean hasSnapshot(String identifier) {
            return snapshots.containsKey(snapshotArn(region, identifier));
        }

        @Override
        public boolean hasSubnetGroup(String name) {
            return true;
        }

        @Override
        public boolean hasParameterGroup(String name) {
            return true;
        }

        @Override
        public boolean mayUseKey(String keyId) {
            return !keyId.startsWith("arn:") || keyId.contains(":" + region + ":");
        }
    }

    private static DatabaseFacts facts(RdsInstance instance) {
        return new DatabaseFacts(
                instance.region(),
                instance.status(),
                instance.source() != null,
                instance.get("DeletionProtection").equals("true"),
                instance.get("StorageEncrypted").equals("true"),
                Integer.parseInt(instance.get("BackupRetentionPeriod")),
                instance.get("AllocatedStorage").isEmpty() ? 0 : Integer.parseInt(instance.get("AllocatedStorage")),
                instance.get("PreferredBackupWindow"),
                instance.get("PreferredMaintenanceWindow"));
    }

    private static String arn(String region, String identifier) {
        return "arn:aws:rds:" + region + ":" + AwsRequest.ACCOUNT + ":db:" + identifier;
    }

    private static String snapshotArn(String region, String identifier) {
        return arn(region, identifier).replace(":db:", ":snapshot:");
    }

    private static AwsResponse instanceResult(AwsRequest request, RdsInstance instance) {
        return result(request, Xml.element("DBInstance", instance.xml()));
    }

    private static AwsResponse result(AwsRequest request, String content) {
        String name = request.operation();
        return AwsResponse.xml("<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult></%1$sResponse>"
                .formatted(name, NAMESPACE, content));
    }

    @FunctionalInterface
    private interface Action {
        AwsResponse on(RdsInstance instance);
    }
}
