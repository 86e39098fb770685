package dev.drlab.infra.stacks;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.data.ControlTable;
import dev.drlab.infra.data.ControlTableProps;
import dev.drlab.infra.data.bucket.AccessLogsBucket;
import dev.drlab.infra.data.bucket.AccessLogsBucketProps;
import dev.drlab.infra.data.bucket.DataBucket;
import dev.drlab.infra.data.bucket.DataBucketProps;
import dev.drlab.infra.data.bucket.LogsBucket;
import dev.drlab.infra.data.bucket.LogsBucketProps;
import dev.drlab.infra.data.database.BackupSchedule;
import dev.drlab.infra.data.database.BackupScheduleProps;
import dev.drlab.infra.data.database.BackupVault;
import dev.drlab.infra.data.database.BackupVaultProps;
import dev.drlab.infra.data.database.DatabaseProps;
import dev.drlab.infra.data.database.DatabaseWindows;
import dev.drlab.infra.data.database.WriterPointer;
import dev.drlab.infra.data.database.WriterPointerProps;
import dev.drlab.infra.data.registry.ImageRepository;
import dev.drlab.infra.data.registry.ImageRepositoryProps;
import dev.drlab.infra.network.FlowLogProps;
import dev.drlab.infra.network.FlowLogs;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.base.Facts;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.DatabaseSettings;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.config.StateLocation;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * The parts that the data stacks of both regions share: all but the key, the secret and the database's origin. The
 * network's flow logs are here, as they are encrypted with the region's key.
 */
final class DataParts extends Construct {
    /** Storage of each database at creation, in GiB: half for the WAL that is kept for a standby, half for data. */
    static final int STORAGE_GIB = 40;
    /**
     * Limit in MiB of the WAL that a database keeps for a standby that does not read. It is enough for a day of an idle
     * database, which switches a segment of 64 MiB every 5 minutes (18 GiB a day; Amazon RDS User Guide, Monitoring
     * read replication).
     */
    static final int MAX_SLOT_WAL_KEEP_MIB = 18_432;

    /** Days for which the automated backups of both databases are kept. */
    static final int BACKUP_RETENTION_DAYS = 7;

    /**
     * Backup window of both databases, in UTC. It is the same in both regions: a promoted replica retains "the backup
     * window, the option group, and the parameter group of the former read replica source" (Amazon RDS User Guide,
     * "Working with read replicas").
     */
    private static final String BACKUP_WINDOW = "12:00-12:30";

    private static final int KEEP_IMAGES = 20;
    private static final int NONCURRENT_DAYS = 30;
    private static final int LOG_DAYS = 365;
    private static final int SNAPSHOT_DAYS = 14;
    private static final List<String> DATA_BUCKETS = List.of("app-data", "artifacts");
    private static final String LOGS_BUCKET = "logs";
    private static final String STATE_BUCKET = "tfstate";

    /** Creates the parts in the region that has the role, encrypted with its key. */
    DataParts(Construct scope, LabConfig config, Role role, Facts facts, String keyArn) {
        super(scope, "parts");
        Names names = Names.of(config);
        AwsLocation location = location(config, role);
        new ControlTable(this, "control", new ControlTableProps(names.shared().controlTable(), keyArn));
        new WriterPointer(
                this,
                "writer",
                new WriterPointerProps(
                        names.writerPointer(),
                        keyArn,
                        names.region(Role.PRIMARY),
                        names.databaseIdentifier(Role.PRIMARY)));
        for (String image : Names.IMAGES) {
            new ImageRepository(
                    this,
                    image + "-image",
                    new ImageRepositoryProps(names.shared().repository(image), keyArn, KEEP_IMAGES));
        }
        buckets(config, role, keyArn);
        BackupVault vault = new BackupVault(this, "vault", new BackupVaultProps(names.backupVault(), keyArn));
        new BackupSchedule(
                this,
                "snapshots",
                new BackupScheduleProps(
                        names.global(role, "snapshots"),
                        location,
                        names.databaseArn(role),
                        vault.name(),
                        names.backupVaultArn(role.peer()),
                        snapshotSchedule(role),
                        SNAPSHOT_DAYS,
                        DrlabStack.ACTIVE_TAG,
                        null));
        if (config.flowLogDays() > 0) {
            new FlowLogs(
                    this,
                    "flow-logs",
                    new FlowLogProps(
                            names.project(),
                            names.region(role),
                            facts.read(role, Fact.VPC_ID),
                            names.logGroup("flow"),
                            config.flowLogDays(),
                            keyArn,
                            config.accountId()));
        }
    }

    /**
     * AWS Backup's daily schedule. A backup may start up to an hour late, and none starts within a database's
     * maintenance window or in the hour before it (AWS Backup Developer Guide, "Backup plan options and
     * configuration"). The automated backup keeps the same distance.
     */
    private static String snapshotSchedule(Role role) {
        return role == Role.PRIMARY ? "cron(0 15 * * ? *)" : "cron(0 9 * * ? *)";
    }

    /** Maintenance windows half a day apart, so that maintenance never stops both databases at once. */
    private static DatabaseWindows windows(Role role) {
        return new DatabaseWindows(BACKUP_WINDOW, role == Role.PRIMARY ? "sun:18:30-sun:19:00" : "sun:06:00-sun:06:30");
    }

    /** The state bucket exists before this stack, but its access-log bucket does not; so its logging is set here. */
    private void buckets(LabConfig config, Role role, String keyArn) {
        Names names = Names.of(config);
        AwsLocation location = location(config, role);
        AccessLogsBucket requests = new AccessLogsBucket(
                this,
                "access-logs",
                new AccessLogsBucketProps(
                        names.bucket(role, "access-logs"),
                        location,
                        LOG_DAYS,
                        Stream.concat(DATA_BUCKETS.stream(), Stream.of(LOGS_BUCKET, STATE_BUCKET))
                                .map(purpose -> names.bucket(role, purpose))
                                .toList()));
        new LogsBucket(
                this,
                "logs",
                new LogsBucketProps(
                        names.bucket(role, LOGS_BUCKET),
                        location,
                        LOG_DAYS,
                        requests.name(),
                        role == Names.TRAIL_HOME ? names.trail() : null));
        for (String purpose : DATA_BUCKETS) {
            new DataBucket(
                    this,
                    purpose,
                    new DataBucketProps(
                            names.bucket(role, purpose), location, keyArn, requests.name(), NONCURRENT_DAYS));
        }
        if (config.stateBackend() == StateLocation.S3) {
            requests.take(STATE_BUCKET, names.bucket(role, STATE_BUCKET));
        }
    }

    static AwsLocation location(LabConfig config, Role role) {
        return new AwsLocation("aws", config.accountId(), config.region(role));
    }

    /** The attributes that the databases of both regions share. */
    static DatabaseProps database(LabConfig config, Role role, Facts facts, String keyArn) {
        DatabaseSettings settings = config.database();
        return DatabaseProps.builder()
                .identifier(Names.of(config).databaseIdentifier(role))
                .location(location(config, role))
                .instanceClass(settings.instanceClass())
                .engineVersion(settings.engineVersion())
                .subnetIds(facts.readList(role, Fact.DATABASE_SUBNETS))
                .securityGroupIds(List.of(facts.read(role, Fact.DATABASE_SECURITY_GROUP)))
                .kmsKeyArn(keyArn)
                .port(Names.DATABASE_PORT)
                .maxSlotWalKeepMib(MAX_SLOT_WAL_KEEP_MIB)
                .multiAz(role == Role.PRIMARY && settings.multiAz())
                .windows(windows(role))
                .build();
    }
}
