package dev.drlab.cost.rule;

import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Place;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RDS, its backups, and DynamoDB. */
public final class DatabaseRules {
    /** The service, as its bill names it. */
    public static final String RDS = "RDS";

    private static final String BACKUP = "Backup";
    private static final String DYNAMODB = "DynamoDB";
    private static final String TRANSFER = "Data transfer";

    private DatabaseRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "aws_db_instance", new Rule.Charged(DatabaseRules::database),
                "aws_backup_plan", new Rule.Charged(DatabaseRules::backupPlan),
                "aws_backup_vault", new Rule.Charged(DatabaseRules::backupVault),
                "aws_dynamodb_table", new Rule.Charged(DatabaseRules::table));
    }

    private static List<Charge> database(Resource database, Context context) {
        boolean multiAz = isMultiAz(database);
        String suffix = multiAz ? ".multi-az" : "";
        List<Charge> charges = new ArrayList<>();
        charges.add(context.hourly(
                RDS, database, instancePrice(database), 1, "one instance" + (multiAz ? ", Multi-AZ" : "")));
        long gib = storageGib(database, context);
        String storage = "rds." + database.text("storage_type") + ".gb-month" + suffix;
        charges.add(Charge.fixed(RDS, database.region(), storage, Range.exactly(gib), gib + " GiB allocated"));
        charges.add(context.assumed(RDS, database, storage, "rds.storage-growth"));
        charges.add(context.assumed(RDS, database, "rds.backup.gb-month", "rds.backup-beyond-free"));
        if (database.text("instance_class").matches("db\\.t\\d.*")) {
            charges.add(context.assumed(RDS, database, "rds.cpu-credit.vcpu-hour", "rds.cpu-credit-hours"));
        }
        if (database.body().path("monitoring_interval").asInt() > 0) {
            charges.add(context.assumed("CloudWatch", database, "logs.ingested.gb", "rds.enhanced-monitoring"));
        }
        if (isReplica(database)) {
            Place source = database.place() == Place.PRIMARY ? Place.SECONDARY : Place.PRIMARY;
            charges.add(context.assumed(
                    TRANSFER,
                    database,
                    context.stacks().region(source),
                    "transfer.other-region.gb",
                    "rds.replicated-wal"));
        }
        return charges;
    }

    /** The key of the price of one hour of its instance. */
    public static String instancePrice(Resource database) {
        return "rds." + database.text("instance_class") + (isMultiAz(database) ? ".multi-az" : "") + ".hour";
    }

    private static boolean isMultiAz(Resource database) {
        return database.body().path("multi_az").asBoolean();
    }

    private static boolean isReplica(Resource database) {
        return database.body().has("replicate_source_db");
    }

    /** A replica has as much as its source. */
    public static long storageGib(Resource database, Context context) {
        if (!isReplica(database)) {
            return database.number("allocated_storage");
        }
        String source = database.text("replicate_source_db").replaceAll("^.*:db:", "");
        return context.stacks().resources("aws_db_instance").stream()
                .filter(other -> other.body().path("identifier").asText().equals(source))
                .findFirst()
                .orElseThrow(() -> new CostException(
                        database + " is a replica of " + source + ", which no stack has: its storage is unknown"))
                .number("allocated_storage");
    }

    private static List<Charge> backupPlan(Resource plan, Context context) {
        return List.of(context.assumed(TRANSFER, plan, "transfer.other-region.gb", "backup.copied"));
    }

    private static List<Charge> backupVault(Resource vault, Context context) {
        return List.of(context.assumed(BACKUP, vault, "backup.rds.gb-month", "backup.stored"));
    }

    private static List<Charge> table(Resource table, Context context) {
        if (!"PAY_PER_REQUEST".equals(table.text("billing_mode"))) {
            throw new CostException(table + " has provisioned capacity, which has no price here: add it to the rules");
        }
        List<Charge> charges = new ArrayList<>(List.of(
                context.assumed(DYNAMODB, table, "dynamodb.read.million", "dynamodb.reads"),
                context.assumed(DYNAMODB, table, "dynamodb.write.million", "dynamodb.writes"),
                context.assumed(DYNAMODB, table, "dynamodb.gb-month", "dynamodb.stored")));
        if (table.body().path("point_in_time_recovery").path("enabled").asBoolean()) {
            charges.add(context.assumed(DYNAMODB, table, "dynamodb.pitr.gb-month", "dynamodb.stored"));
        }
        return charges;
    }
}
