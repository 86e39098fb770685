package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;

/** RDS behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultyRds implements RdsClient {
    private final FaultInjector faults;
    private final RdsClient rds;

    /** {@code rds} behind {@code faults}. */
    public FaultyRds(FaultInjector faults, RdsClient rds) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.rds = Objects.requireNonNull(rds, "rds");
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        return faults.call(RdsClient.class, "describeDBInstances", request, rds::describeDBInstances);
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        return faults.call(RdsClient.class, "addTagsToResource", request, rds::addTagsToResource);
    }

    @Override
    public PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
        return faults.call(RdsClient.class, "promoteReadReplica", request, rds::promoteReadReplica);
    }

    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        return faults.call(RdsClient.class, "modifyDBInstance", request, rds::modifyDBInstance);
    }

    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        return faults.call(RdsClient.class, "rebootDBInstance", request, rds::rebootDBInstance);
    }

    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        return faults.call(RdsClient.class, "createDBSnapshot", request, rds::createDBSnapshot);
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        return faults.call(RdsClient.class, "describeDBSnapshots", request, rds::describeDBSnapshots);
    }

    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        return faults.call(RdsClient.class, "deleteDBInstance", request, rds::deleteDBInstance);
    }

    @Override
    public CreateDbInstanceReadReplicaResponse createDBInstanceReadReplica(CreateDbInstanceReadReplicaRequest request) {
        return faults.call(RdsClient.class, "createDBInstanceReadReplica", request, rds::createDBInstanceReadReplica);
    }

    @Override
    public DescribeDbSubnetGroupsResponse describeDBSubnetGroups(DescribeDbSubnetGroupsRequest request) {
        return faults.call(RdsClient.class, "describeDBSubnetGroups", request, rds::describeDBSubnetGroups);
    }

    @Override
    public DescribeDbParameterGroupsResponse describeDBParameterGroups(DescribeDbParameterGroupsRequest request) {
        return faults.call(RdsClient.class, "describeDBParameterGroups", request, rds::describeDBParameterGroups);
    }

    @Override
    public DescribeOrderableDbInstanceOptionsResponse describeOrderableDBInstanceOptions(
            DescribeOrderableDbInstanceOptionsRequest request) {
        return faults.call(
                RdsClient.class,
                "describeOrderableDBInstanceOptions",
                request,
                rds::describeOrderableDBInstanceOptions);
    }

    @Override
    public String serviceName() {
        return rds.serviceName();
    }

    @Override
    public void close() {
        rds.close();
    }
}
