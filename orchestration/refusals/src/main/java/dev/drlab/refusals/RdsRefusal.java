package dev.drlab.refusals;

/** The refusals of RDS. */
public enum RdsRefusal implements Refusal {
    INSTANCE_NOT_FOUND(
            "rds: DescribeDBInstances, ModifyDBInstance, PromoteReadReplica, RebootDBInstance, CreateDBSnapshot,"
                    + " DeleteDBInstance, AddTagsToResource",
            "the instance does not exist in that region",
            "DBInstanceNotFound",
            404,
            Sources.RDS_API + "API_PromoteReadReplica.html"),
    SOURCE_NOT_FOUND(
            "rds: CreateDBInstanceReadReplica",
            "the source does not exist",
            "DBInstanceNotFound",
            404,
            Sources.REPLICA),
    INVALID_IDENTIFIER(
            "rds: CreateDBInstance, CreateDBInstanceReadReplica, ModifyDBInstance, CreateDBSnapshot, DeleteDBInstance",
            "a new identifier does not begin with a letter, or holds anything but letters, digits and hyphens. Or it"
                    + " ends with a hyphen, has two in a row, or is longer than 63 (snapshots: 255)",
            "InvalidParameterValue",
            400,
            Sources.GITHUB + "hashicorp/terraform/issues/1251"),
    INSTANCE_EXISTS(
            "rds: CreateDBInstance, CreateDBInstanceReadReplica, ModifyDBInstance",
            "another instance of the region has that identifier",
            "DBInstanceAlreadyExists",
            400,
            Sources.MODIFY),
    SNAPSHOT_EXISTS(
            "rds: CreateDBSnapshot, DeleteDBInstance",
            "a snapshot of that identifier exists",
            "DBSnapshotAlreadyExists",
            400,
            Sources.RDS_API + "API_CreateDBSnapshot.html"),
    SNAPSHOT_NOT_FOUND(
            "rds: DescribeDBSnapshots",
            "no snapshot has that identifier",
            "DBSnapshotNotFound",
            404,
            Sources.RDS_API + "API_DescribeDBSnapshots.html"),
    SUBNET_GROUP_NOT_FOUND(
            "rds: CreateDBInstanceReadReplica, DescribeDBSubnetGroups",
            "the subnet group does not exist",
            "DBSubnetGroupNotFoundFault",
            404,
            Sources.REPLICA),
    PARAMETER_GROUP_NOT_FOUND(
            "rds: ModifyDBInstance, DescribeDBParameterGroups",
            "the parameter group does not exist",
            "DBParameterGroupNotFound",
            404,
            Sources.MODIFY),
    REPLICA_WITH_PARAMETER_GROUP(
            "rds: CreateDBInstanceReadReplica",
            "a PostgreSQL replica is given a parameter group",
            "InvalidParameterCombination",
            400,
            Sources.GITHUB + "hashicorp/terraform-provider-aws/issues/38056"),
    REPLICA_WITHOUT_KEY(
            "rds: CreateDBInstanceReadReplica",
            "the source is encrypted and in another region, and no key is given",
            "InvalidParameterCombination",
            400,
            Sources.GITHUB + "terraform-aws-modules/terraform-aws-rds/pull/428"),
    KEY_NOT_ACCESSIBLE(
            "rds: CreateDBInstanceReadReplica",
            "the key is not one that RDS may use in the region",
            "KMSKeyNotAccessibleFault",
            400,
            Sources.REPLICA),
    SOURCE_WITHOUT_BACKUPS(
            "rds: CreateDBInstanceReadReplica",
            "the source keeps no automated backups",
            "InvalidDBInstanceState",
            400,
            Sources.REPLICA),
    SOURCE_NOT_AVAILABLE(
            "rds: CreateDBInstanceReadReplica",
            "the source is not available",
            "InvalidDBInstanceState",
            400,
            Sources.REPLICA),
    NOT_A_REPLICA(
            "rds: PromoteReadReplica",
            "the instance is no read replica",
            "InvalidDBInstanceState",
            400,
            Sources.RDS_API + "API_PromoteReadReplica.html"),
    NOT_AVAILABLE(
            "rds: PromoteReadReplica, ModifyDBInstance, RebootDBInstance, CreateDBSnapshot",
            "the instance is not available: backing up, modifying, rebooting and the like. Its name and its protection can be"
                    + " changed after a failure. In `storage-optimization` all but a snapshot is taken",
            "InvalidDBInstanceState",
            400,
            Sources.RDS_API + "API_PromoteReadReplica.html"),
    STORAGE_BEING_OPTIMIZED(
            "rds: ModifyDBInstance",
            "the storage is to change, and its last change is not through: the instance is in `storage-optimization`",
            "InvalidParameterCombination",
            400,
            Sources.GITHUB + "hashicorp/terraform-provider-aws/issues/12493"),
    BACKUP_RETENTION(
            "rds: PromoteReadReplica, ModifyDBInstance, CreateDBInstance",
            "backups are to be kept for fewer than 0 or more than 35 days",
            "InvalidParameterValue",
            400,
            Sources.MODIFY),
    OVERLAPPING_WINDOWS(
            "rds: CreateDBInstance, ModifyDBInstance",
            "the backup window overlaps the maintenance window",
            "InvalidParameterValue",
            400,
            Sources.GITHUB + "hashicorp/terraform-provider-aws/issues/49828"),
    MAXIMUM_STORAGE(
            "rds: CreateDBInstance, CreateDBInstanceReadReplica, ModifyDBInstance",
            "the limit of storage autoscaling is less than 10 percent above the storage",
            "InvalidParameterCombination",
            400,
            Sources.GITHUB + "ministryofjustice/cloud-platform-environments/pull/24422"),
    MONITORING_WITHOUT_ROLE(
            "rds: CreateDBInstance, CreateDBInstanceReadReplica",
            "a monitoring interval other than 0 comes without a role",
            "InvalidParameterCombination",
            400,
            Sources.GITHUB + "cloudposse/terraform-aws-rds/pull/75"),
    MONITORING_WITHOUT_INTERVAL(
            "rds: CreateDBInstance, CreateDBInstanceReadReplica",
            "a monitoring role comes without an interval other than 0",
            "InvalidParameterCombination",
            400,
            Sources.GITHUB + "azavea/terraform-aws-postgresql-rds/issues/31"),
    PROTECTED("rds: DeleteDBInstance", "deletion protection is on", "InvalidParameterCombination", 400, Sources.MODIFY),
    NO_FINAL_SNAPSHOT(
            "rds: DeleteDBInstance",
            "the final snapshot is neither named nor skipped",
            "InvalidParameterCombination",
            400,
            Sources.DELETE),
    FINAL_SNAPSHOT_AND_SKIPPED(
            "rds: DeleteDBInstance",
            "the final snapshot is named and skipped",
            "InvalidParameterCombination",
            400,
            Sources.DELETE),
    FINAL_SNAPSHOT_OF_REPLICA(
            "rds: DeleteDBInstance",
            "a final snapshot of a read replica is asked for",
            "InvalidParameterCombination",
            400,
            Sources.GITHUB + "hashicorp/terraform-provider-aws/issues/4276"),
    PAGE_SIZE(
            "rds: DescribeDBInstances, DescribeOrderableDBInstanceOptions",
            "MaxRecords is less than 20 or more than 100 (options: 1000)",
            "InvalidParameterValue",
            400,
            Sources.GITHUB + "hashicorp/terraform-provider-aws/issues/37221"),
    RESERVED_TAG(
            "rds: AddTagsToResource, CreateDBInstance, CreateDBInstanceReadReplica",
            "a tag's key begins with aws: or rds:",
            "InvalidParameterValue",
            400,
            Sources.RDS_API + "API_Tag.html"),
    TAG_CHARACTERS(
            "rds: AddTagsToResource, CreateDBInstance, CreateDBInstanceReadReplica",
            "a tag's key is empty or over 128 characters, its value over 256, or either has a character outside letters,"
                    + " digits, white space and _ . : / = + - @",
            "InvalidParameterValue",
            400,
            Sources.GITHUB + "cloud-custodian/cloud-custodian/issues/4674");

    private final Row row;

    RdsRefusal(String calls, String condition, String code, int status, String source) {
        row = new Row(calls, condition, code, status, source);
    }

    @Override
    public Row row() {
        return row;
    }

    /** Where the rows' sources begin. */
    private static final class Sources {
        static final String GITHUB = "https://github.com/";
        static final String RDS_API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/";
        static final String REPLICA = RDS_API + "API_CreateDBInstanceReadReplica.html";
        static final String MODIFY = RDS_API + "API_ModifyDBInstance.html";
        static final String DELETE = RDS_API + "API_DeleteDBInstance.html";

        private Sources() {}
    }
}
