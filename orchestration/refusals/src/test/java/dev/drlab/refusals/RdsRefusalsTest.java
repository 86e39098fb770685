package dev.drlab.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row about RDS, tripped; and the same requests without the fault, let through. */
class RdsRefusalsTest {
    private static final String HERE = "us-west-2";
    private static final String THERE = "ap-southeast-2";
    private static final String SOURCE = "arn:aws:rds:" + THERE + ":123456789012:db:drlab";
    private static final String REPLICA = "CreateDBInstanceReadReplica DBInstanceIdentifier=new KmsKeyId=key"
            + " AllocatedStorage=20 SourceDBInstanceIdentifier=";

    private final State state = new State();

    static Stream<Arguments> refused() {
        return Stream.of(
                row(RdsRefusal.INSTANCE_NOT_FOUND, "DescribeDBInstances DBInstanceIdentifier=none"),
                row(RdsRefusal.INSTANCE_NOT_FOUND, "PromoteReadReplica DBInstanceIdentifier=none"),
                row(RdsRefusal.INSTANCE_NOT_FOUND, "ModifyDBInstance DBInstanceIdentifier=none"),
                row(RdsRefusal.INSTANCE_NOT_FOUND, "RebootDBInstance DBInstanceIdentifier=none"),
                row(RdsRefusal.INSTANCE_NOT_FOUND, "DeleteDBInstance DBInstanceIdentifier=none SkipFinalSnapshot=true"),
                row(RdsRefusal.INSTANCE_NOT_FOUND, "CreateDBSnapshot DBInstanceIdentifier=none DBSnapshotIdentifier=s"),
                row(RdsRefusal.INSTANCE_NOT_FOUND, "AddTagsToResource ResourceName=arn:aws:rds:x:1:db:none"),
                row(RdsRefusal.SOURCE_NOT_FOUND, REPLICA + "none"),
                row(
                        RdsRefusal.INVALID_IDENTIFIER,
                        "ModifyDBInstance DBInstanceIdentifier=one NewDBInstanceIdentifier=a--b"),
                row(
                        RdsRefusal.INVALID_IDENTIFIER,
                        "ModifyDBInstance DBInstanceIdentifier=one NewDBInstanceIdentifier=a-"),
                row(
                        RdsRefusal.INVALID_IDENTIFIER,
                        "ModifyDBInstance DBInstanceIdentifier=one NewDBInstanceIdentifier=1a"),
                row(
                        RdsRefusal.INVALID_IDENTIFIER,
                        "ModifyDBInstance DBInstanceIdentifier=one NewDBInstanceIdentifier=" + "a".repeat(64)),
                row(
                        RdsRefusal.INVALID_IDENTIFIER,
                        "CreateDBSnapshot DBInstanceIdentifier=one DBSnapshotIdentifier=a_b"),
                row(RdsRefusal.INVALID_IDENTIFIER, "CreateDBInstance DBInstanceIdentifier=a_b"),
                row(
                        RdsRefusal.INVALID_IDENTIFIER,
                        "DeleteDBInstance DBInstanceIdentifier=one FinalDBSnapshotIdentifier=-"),
                row(
                        RdsRefusal.INSTANCE_EXISTS,
                        "ModifyDBInstance DBInstanceIdentifier=one NewDBInstanceIdentifier=standby"),
                row(RdsRefusal.INSTANCE_EXISTS, "CreateDBInstance DBInstanceIdentifier=one"),
                row(RdsRefusal.INSTANCE_EXISTS, "CreateDBInstanceReadReplica DBInstanceIdentifier=one"),
                row(RdsRefusal.SNAPSHOT_EXISTS, "CreateDBSnapshot DBInstanceIdentifier=one DBSnapshotIdentifier=kept"),
                row(
                        RdsRefusal.SNAPSHOT_EXISTS,
                        "DeleteDBInstance DBInstanceIdentifier=one FinalDBSnapshotIdentifier=kept"),
                row(RdsRefusal.SNAPSHOT_NOT_FOUND, "DescribeDBSnapshots DBSnapshotIdentifier=none"),
                row(RdsRefusal.SUBNET_GROUP_NOT_FOUND, "DescribeDBSubnetGroups DBSubnetGroupName=none"),
                row(RdsRefusal.SUBNET_GROUP_NOT_FOUND, REPLICA + SOURCE + " DBSubnetGroupName=none"),
                row(RdsRefusal.PARAMETER_GROUP_NOT_FOUND, "DescribeDBParameterGroups DBParameterGroupName=none"),
                row(
                        RdsRefusal.PARAMETER_GROUP_NOT_FOUND,
                        "ModifyDBInstance DBInstanceIdentifier=one DBParameterGroupName=none"),
                row(RdsRefusal.REPLICA_WITH_PARAMETER_GROUP, REPLICA + SOURCE + " DBParameterGroupName=parameters"),
                row(
                        RdsRefusal.REPLICA_WITHOUT_KEY,
                        "CreateDBInstanceReadReplica DBInstanceIdentifier=new SourceDBInstanceIdentifier=" + SOURCE),
                row(
                        RdsRefusal.KEY_NOT_ACCESSIBLE,
                        "CreateDBInstanceReadReplica DBInstanceIdentifier=new KmsKeyId=other SourceDBInstanceIdentifier="
                                + SOURCE),
                row(RdsRefusal.SOURCE_WITHOUT_BACKUPS, REPLICA + "nobackups"),
                row(RdsRefusal.SOURCE_NOT_AVAILABLE, REPLICA + "busy"),
                row(RdsRefusal.NOT_A_REPLICA, "PromoteReadReplica DBInstanceIdentifier=one"),
                row(RdsRefusal.NOT_AVAILABLE, "PromoteReadReplica DBInstanceIdentifier=busy"),
                row(RdsRefusal.NOT_AVAILABLE, "ModifyDBInstance DBInstanceIdentifier=busy DeletionProtection=false"),
                row(RdsRefusal.NOT_AVAILABLE, "ModifyDBInstance DBInstanceIdentifier=failed BackupRetentionPeriod=7"),
                row(RdsRefusal.NOT_AVAILABLE, "RebootDBInstance DBInstanceIdentifier=busy"),
                row(RdsRefusal.NOT_AVAILABLE, "CreateDBSnapshot DBInstanceIdentifier=busy DBSnapshotIdentifier=s"),
                row(
                        RdsRefusal.NOT_AVAILABLE,
                        "CreateDBSnapshot DBInstanceIdentifier=optimizing DBSnapshotIdentifier=s"),
                row(RdsRefusal.SOURCE_NOT_AVAILABLE, REPLICA + "optimizing"),
                row(
                        RdsRefusal.STORAGE_BEING_OPTIMIZED,
                        "ModifyDBInstance DBInstanceIdentifier=optimizing AllocatedStorage=40"),
                row(
                        RdsRefusal.BACKUP_RETENTION,
                        "PromoteReadReplica DBInstanceIdentifier=standby BackupRetentionPeriod=36"),
                row(RdsRefusal.BACKUP_RETENTION, "ModifyDBInstance DBInstanceIdentifier=one BackupRetentionPeriod=-1"),
                row(
                        RdsRefusal.OVERLAPPING_WINDOWS,
                        "ModifyDBInstance DBInstanceIdentifier=one PreferredBackupWindow=04:45-05:15"),
                row(
                        RdsRefusal.OVERLAPPING_WINDOWS,
                        "CreateDBInstance DBInstanceIdentifier=new PreferredBackupWindow=23:30-00:30"
                                + " PreferredMaintenanceWindow=sun:00:00-sun:00:30"),
                row(RdsRefusal.MAXIMUM_STORAGE, REPLICA + SOURCE + " MaxAllocatedStorage=21"),
                row(RdsRefusal.MAXIMUM_STORAGE, "ModifyDBInstance DBInstanceIdentifier=one MaxAllocatedStorage=20"),
                row(RdsRefusal.MONITORING_WITHOUT_ROLE, REPLICA + SOURCE + " MonitoringInterval=60"),
                row(RdsRefusal.MONITORING_WITHOUT_INTERVAL, REPLICA + SOURCE + " MonitoringRoleArn=role"),
                row(RdsRefusal.PROTECTED, "DeleteDBInstance DBInstanceIdentifier=protected SkipFinalSnapshot=true"),
                row(RdsRefusal.NO_FINAL_SNAPSHOT, "DeleteDBInstance DBInstanceIdentifier=one"),
                row(
                        RdsRefusal.FINAL_SNAPSHOT_AND_SKIPPED,
                        "DeleteDBInstance DBInstanceIdentifier=one SkipFinalSnapshot=true FinalDBSnapshotIdentifier=s"),
                row(
                        RdsRefusal.FINAL_SNAPSHOT_OF_REPLICA,
                        "DeleteDBInstance DBInstanceIdentifier=standby FinalDBSnapshotIdentifier=s"),
                row(RdsRefusal.PAGE_SIZE, "DescribeDBInstances MaxRecords=101"),
                row(RdsRefusal.PAGE_SIZE, "DescribeOrderableDBInstanceOptions MaxRecords=19"),
                row(RdsRefusal.RESERVED_TAG, "AddTagsToResource ResourceName=one tag:aws:name=x"),
                row(RdsRefusal.RESERVED_TAG, REPLICA + SOURCE + " tag:rds:name=x"),
                row(RdsRefusal.TAG_CHARACTERS, "AddTagsToResource ResourceName=one tag:name=off(M-F)"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(RdsRefusal row, String request) {
        assertThat(RdsRefusals.of(read(request), state).map(Refused::refusal)).contains(row);
    }

    static Stream<String> accepted() {
        return Stream.of(
                "DescribeDBInstances MaxRecords=100",
                "DescribeOrderableDBInstanceOptions MaxRecords=1000",
                "ModifyDBInstance DBInstanceIdentifier=one NewDBInstanceIdentifier=one-old-3 ApplyImmediately=true",
                "ModifyDBInstance DBInstanceIdentifier=failed NewDBInstanceIdentifier=failed-old-3 ApplyImmediately=true",
                "ModifyDBInstance DBInstanceIdentifier=failed DeletionProtection=false",
                "ModifyDBInstance DBInstanceIdentifier=one MaxAllocatedStorage=22 PreferredBackupWindow=04:30-05:00",
                "ModifyDBInstance DBInstanceIdentifier=optimizing NewDBInstanceIdentifier=old-3 ApplyImmediately=true",
                "ModifyDBInstance DBInstanceIdentifier=optimizing BackupRetentionPeriod=7 MaxAllocatedStorage=30",
                "RebootDBInstance DBInstanceIdentifier=optimizing",
                "PromoteReadReplica DBInstanceIdentifier=optimizing",
                "DeleteDBInstance DBInstanceIdentifier=optimizing SkipFinalSnapshot=true",
                "CreateDBSnapshot DBInstanceIdentifier=one DBSnapshotIdentifier=one-db-abc-epoch-3",
                "PromoteReadReplica DBInstanceIdentifier=standby BackupRetentionPeriod=35",
                "DeleteDBInstance DBInstanceIdentifier=standby SkipFinalSnapshot=true",
                "DeleteDBInstance DBInstanceIdentifier=one FinalDBSnapshotIdentifier=last",
                "AddTagsToResource ResourceName=one tag:drlab:active=true",
                REPLICA + SOURCE + " MaxAllocatedStorage=22 MonitoringInterval=60 MonitoringRoleArn=role");
    }

    @ParameterizedTest
    @MethodSource
    void accepted(String request) {
        assertThat(RdsRefusals.of(read(request), state)).isEmpty();
    }

    @Test
    void everyRowIsTripped() {
        assertThat(refused().map(arguments -> (RdsRefusal) arguments.get()[0]).distinct())
                .containsExactlyInAnyOrder(RdsRefusal.values());
    }

    private static Arguments row(RdsRefusal refusal, String request) {
        return Arguments.of(refusal, request);
    }

    private static RdsRequest read(String line) {
        String[] words = line.split(" ");
        Map<String, String> members = new HashMap<>();
        Map<String, String> tags = new HashMap<>();
        Arrays.stream(words).skip(1).map(word -> word.split("=", 2)).forEach(pair -> {
            boolean tag = pair[0].startsWith("tag:");
            (tag ? tags : members).put(tag ? pair[0].substring(4) : pair[0], pair[1]);
        });
        return new RdsRequest(words[0], members, tags);
    }

    private static final class State implements RdsState {
        private static final Map<String, DatabaseFacts> DATABASES = Map.of(
                "one", facts("available", false, false, 7),
                "standby", facts("available", true, false, 7),
                "protected", facts("available", false, true, 7),
                "busy", facts("backing-up", true, false, 7),
                "optimizing", facts("storage-optimization", true, false, 7),
                "failed", facts("failed", false, true, 7),
                "nobackups", facts("available", false, false, 0));

        private static DatabaseFacts facts(String status, boolean replica, boolean isProtected, int days) {
            return new DatabaseFacts(
                    HERE, status, replica, isProtected, true, days, 20, "03:00-03:30", "sun:05:00-sun:05:30");
        }

        @Override
        public String region() {
            return HERE;
        }

        @Override
        public Optional<DatabaseFacts> database(String identifierOrArn) {
            return Optional.ofNullable(DATABASES.get(identifierOrArn));
        }

        @Override
        public Optional<DatabaseFacts> source(String identifierOrArn) {
            return identifierOrArn.equals(SOURCE)
                    ? Optional.of(new DatabaseFacts(THERE, "available", false, true, true, 7, 20, "", ""))
                    : database(identifierOrArn);
        }

        @Override
        public boolean hasSnapshot(String identifier) {
            return identifier.equals("kept");
        }

        @Override
        public boolean hasSubnetGroup(String name) {
            return name.equals("subnets");
        }

        @Override
        public boolean hasParameterGroup(String name) {
            return name.equals("parameters");
        }

        @Override
        public boolean mayUseKey(String keyId) {
            return keyId.equals("key");
        }
    }
}
