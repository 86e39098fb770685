package dev.drlab.infra.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.data.bucket.AccessLogsBucketProps;
import dev.drlab.infra.data.bucket.BucketReplicationProps;
import dev.drlab.infra.data.database.BackupScheduleProps;
import dev.drlab.infra.data.database.DatabaseProps;
import dev.drlab.infra.data.database.DatabaseWindows;
import dev.drlab.infra.data.database.PrimaryDatabaseProps;
import dev.drlab.infra.data.database.ReplicaDatabaseProps;
import dev.drlab.infra.data.key.EncryptionKeyProps;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataPropsTest {
    private static final AwsLocation HERE = new AwsLocation("aws", "111122223333", "us-west-2");
    private static final String KEY = "arn:aws:kms:us-west-2:111122223333:key/1";

    private static DatabaseProps.Builder database() {
        return DatabaseProps.builder()
                .identifier("drlab-us-west-2")
                .location(HERE)
                .instanceClass("db.t4g.medium")
                .engineVersion("17")
                .subnetIds(List.of("a", "b"))
                .securityGroupIds(List.of("c"))
                .kmsKeyArn(KEY)
                .windows(new DatabaseWindows("12:00-12:30", "sun:18:30-sun:19:00"));
    }

    @Test
    void familyFollowsTheMajorVersion() {
        assertThat(database().build().parameterFamily()).isEqualTo("postgres17");
        assertThat(database().engineVersion("16.9").build().parameterFamily()).isEqualTo("postgres16");
    }

    @Test
    void badDatabaseIsRefusedByNameValueAndRule() {
        refused("identifier is \"Drlab\"", () -> database().identifier("Drlab").build());
        refused("identifier is \"a--b\"", () -> database().identifier("a--b").build());
        refused(
                "engineVersion is \"latest\"",
                () -> database().engineVersion("latest").build());
        refused(
                "instanceClass is \"t4g\"",
                () -> database().instanceClass("t4g").build());
        refused(
                "subnetIds is [a]; it must have 2",
                () -> database().subnetIds(List.of("a")).build());
        refused(
                "kmsKeyArn is \"alias/x\"",
                () -> database().kmsKeyArn("alias/x").build());
        refused("monitoringSeconds is 7", () -> database().monitoringSeconds(7).build());
        refused(
                "maxSlotWalKeepMib is 60000",
                () -> database().maxSlotWalKeepMib(60000).build());
    }

    @Test
    void windowsThatRdsWouldRefuseAreRefused() {
        refused("backup is \"12:00\"", () -> new DatabaseWindows("12:00", "sun:18:30-sun:19:00"));
        refused("backup is \"24:00-00:30\"", () -> new DatabaseWindows("24:00-00:30", "sun:18:30-sun:19:00"));
        refused("backup is \"12:00-12:29\"", () -> new DatabaseWindows("12:00-12:29", "sun:18:30-sun:19:00"));
        refused(
                "maintenance is \"Sun:18:30-Sun:19:00\"",
                () -> new DatabaseWindows("12:00-12:30", "Sun:18:30-Sun:19:00"));
        refused(
                "maintenance is \"day:18:30-day:19:00\"",
                () -> new DatabaseWindows("12:00-12:30", "day:18:30-day:19:00"));
        refused(
                "maintenance is \"sat:23:50-sun:00:10\"",
                () -> new DatabaseWindows("12:00-12:30", "sat:23:50-sun:00:10"));
        refused(
                "maintenance is \"sun:18:30-mon:18:30\"",
                () -> new DatabaseWindows("12:00-12:30", "sun:18:30-mon:18:30"));
        refused("must not overlap the backup window", () -> new DatabaseWindows("12:00-12:30", "sun:11:45-sun:12:15"));
        refused("must not overlap the backup window", () -> new DatabaseWindows("23:45-00:15", "sat:23:50-sun:00:20"));
        refused("must not overlap the backup window", () -> new DatabaseWindows("00:00-00:30", "sat:23:50-sun:00:20"));
        new DatabaseWindows("12:00-12:30", "sun:12:30-sun:13:00");
        new DatabaseWindows("23:30-00:00", "sat:00:00-sat:23:30");
    }

    @Test
    void aBucketOfAccessLogsDoesNotLogToItself() {
        refused(
                "loggedBucketNames is [a, requests]: it must not have requests itself",
                () -> new AccessLogsBucketProps("requests", HERE, 90, List.of("a", "requests")));
    }

    @Test
    void storageLeavesRoomToGrow() {
        refused(
                "storageGib is 100",
                () -> new PrimaryDatabaseProps(database().build(), "drlab", "drlab_admin", "secret", 100, 7));
    }

    @Test
    void primaryMustHaveBackups() {
        refused(
                "backupRetentionDays is 0",
                () -> new PrimaryDatabaseProps(database().build(), "drlab", "drlab_admin", "secret", 20, 0));
    }

    @Test
    void passwordStaysOutOfMessages() {
        var props = new PrimaryDatabaseProps(database().build(), "drlab", "drlab_admin", "hunter2", 20, 7);
        assertThat(props.toString()).doesNotContain("hunter2");
    }

    @Test
    void replicaOfAnIdentifierIsRefusedAsItWouldBeSoughtInThisRegion() {
        refused(
                "sourceArn is \"drlab\"",
                () -> new ReplicaDatabaseProps(database().build(), "drlab", 7));
    }

    @Test
    void aliasNeedsItsPrefix() {
        refused("alias is \"drlab\"", () -> new EncryptionKeyProps("drlab", true, HERE, null));
    }

    @Test
    void replicationToTheSameRegionIsRefused() {
        refused(
                "destinationRegion is us-west-2",
                () -> new BucketReplicationProps("r", HERE, "a", KEY, "us-west-2", "b", KEY, false, null));
    }

    @Test
    void scheduleMustBeACronExpression() {
        String vault = "arn:aws:backup:x:1:backup-vault:v";
        refused(
                "schedule is \"daily\"",
                () -> new BackupScheduleProps("n", HERE, "arn:aws:rds:x:1:db:d", "v", vault, "daily", 1, null, null));
    }

    private static void refused(String message, Runnable creation) {
        assertThatIllegalArgumentException().isThrownBy(creation::run).withMessageContaining(message);
    }
}
