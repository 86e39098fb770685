package dev.drlab.stacks.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The part of the RDS API that is about instances, as far as their roles need it: an instance that is rebuilt under its
 * identifier gets a new resource id, a renamed one keeps it, a promoted replica names no source, a replica has its own
 * settings. Sources: the pages of CreateDBInstanceReadReplica, ModifyDBInstance, PromoteReadReplica and DeleteDBInstance in
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/; for the refusal of a parameter group
 * hashicorp/terraform-provider-aws, issue 38056.
 */
final class RdsInstances {
    private static final String NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/";

    /** Learns what becomes of the databases behind the instances that regions' endpoints lead to. */
    interface Servers {
        /** For instances without servers. */
        Servers NONE = new Servers() {};

        /** The region's replica stands alone from now on. */
        default void promoted(String region) {}

        /** The region's database is no longer where its endpoint leads to. */
        default void movedAway(String region, String identifier) {}

        /** The region's database is to be a replica of the source region's. */
        default void replicated(String region, String sourceRegion) {}
    }

    /** By ARN. */
    private final Map<String, RdsInstance> instances = new TreeMap<>();
    /** By ARN. */
    private final Map<String, Snapshot> snapshots = new TreeMap<>();
    /** Fixed, so that two runs see the same ids. */
    private final SplittableRandom random = new SplittableRandom(20260101);

    private Servers servers = Servers.NONE;

    private record Snapshot(String identifier, String instance, String resourceId, String arn) {}

    /** From now on the instances have servers. */
    synchronized void servedBy(Servers behind) {
        servers = behind;
    }

    synchronized AwsResponse answer(AwsRequest request) {
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
        if (instances.containsKey(instance.arn())) {
            return AwsResponse.error(request, "DBInstanceAlreadyExists", instance.arn());
        }
        instance.apply(request);
        instance.encrypt();
        instances.put(instance.arn(), instance);
        return instanceResult(request, instance);
    }

    private AwsResponse createReplica(AwsRequest request) {
        RdsInstance replica = new RdsInstance(request.region(), request.parameter("DBInstanceIdentifier"), random);
        if (instances.containsKey(replica.arn())) {
            return AwsResponse.error(request, "DBInstanceAlreadyExists", replica.arn());
        }
        String wanted = request.parameter("SourceDBInstanceIdentifier");
        RdsInstance source = instances.get(wanted.startsWith("arn:") ? wanted : arn(request.region(), wanted));
        if (source == null) {
            return AwsResponse.error(request, "DBInstanceNotFound", wanted);
        }
        boolean otherRegion = !source.region().equals(request.region());
        if (otherRegion
                && source.get("StorageEncrypted").equals("true")
                && request.parameter("KmsKeyId").isEmpty()) {
            return AwsResponse.error(
                    request,
                    "InvalidParameterCombination",
                    "A replica of an encrypted instance in another region needs a key of its own region");
        }
        if (otherRegion && !request.parameter("DBParameterGroupName").isEmpty()) {
            return AwsResponse.error(
                    request,
                    "InvalidParameterCombination",
                    "A parameter group can't be specified during Read Replica creation for the following DB engine: postgres");
        }
        if (source.get("BackupRetentionPeriod").equals("0")) {
            return AwsResponse.error(
                    request, "InvalidDBInstanceState", "Automated backups are not enabled for " + source.arn());
        }
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
        if (found.isEmpty() && !wanted.isEmpty()) {
            return notFound(request, wanted);
        }
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
                if (instances.containsKey(arn(request.region(), name))) {
                    return AwsResponse.error(request, "DBInstanceAlreadyExists", name);
                }
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
            if (instance.source() == null) {
                return AwsResponse.error(
                        request, "InvalidDBInstanceState", instance.identifier() + " is not a read replica");
            }
            servers.promoted(instance.region());
            instances.values().forEach(each -> each.forget(instance));
            instance.standAlone();
            instance.apply(request);
            return instanceResult(request, instance);
        });
    }

    private AwsResponse snapshot(AwsRequest request, RdsInstance instance) {
        String identifier = request.parameter("DBSnapshotIdentifier");
        String arn = arn(request.region(), identifier).replace(":db:", ":snapshot:");
        if (snapshots.containsKey(arn)) {
            return AwsResponse.error(request, "DBSnapshotAlreadyExists", arn);
        }
        Snapshot made = new Snapshot(identifier, instance.identifier(), instance.resourceId(), arn);
        snapshots.put(arn, made);
        return result(request, Xml.element("DBSnapshot", xml(made)));
    }

    private AwsResponse describeSnapshots(AwsRequest request) {
        String wanted = request.parameter("DBSnapshotIdentifier");
        Snapshot found = snapshots.get(arn(request.region(), wanted).replace(":db:", ":snapshot:"));
        return found == null
                ? AwsResponse.error(request, "DBSnapshotNotFound", wanted).withStatus(404)
                : result(request, Xml.list("DBSnapshots", "DBSnapshot", List.of(xml(found))));
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
        if (instance == null) {
            return notFound(request, request.parameter("ResourceName"));
        }
        instance.apply(request);
        return result(request, "");
    }

    private AwsResponse delete(AwsRequest request) {
        return withInstance(request, instance -> {
            if (instance.get("DeletionProtection").equals("true")) {
                return AwsResponse.error(
                        request,
                        "InvalidParameterCombination",
                        "Cannot delete protected DB Instance, please disable deletion protection and try again.");
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
        RdsInstance instance = instances.get(arn(request.region(), identifier));
        return instance == null ? notFound(request, identifier) : action.on(instance);
    }

    private static AwsResponse notFound(AwsRequest request, String what) {
        return AwsResponse.error(request, "DBInstanceNotFound", what).withStatus(404);
    }

    private static String arn(String region, String identifier) {
        return "arn:aws:rds:" + region + ":" + AwsRequest.ACCOUNT + ":db:" + identifier;
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
