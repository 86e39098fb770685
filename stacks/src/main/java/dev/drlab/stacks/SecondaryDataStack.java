package dev.drlab.stacks;

import com.hashicorp.cdktf.Fn;
import dev.drlab.data.database.ReplicaDatabase;
import dev.drlab.data.database.ReplicaDatabaseProps;
import dev.drlab.data.key.EncryptionKey;
import dev.drlab.data.key.EncryptionKeyProps;
import dev.drlab.data.key.ReplicaKey;
import dev.drlab.data.key.ReplicaKeyProps;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.stacks.base.Deployment;
import dev.drlab.stacks.base.DrlabStack;
import dev.drlab.stacks.base.Fact;
import dev.drlab.stacks.config.Role;

/** {@code SecondaryDataStack}: all state of the secondary region. Needs only its own region. */
final class SecondaryDataStack extends DrlabStack {
    SecondaryDataStack(Deployment deployment) {
        super(deployment, "SecondaryDataStack", Role.SECONDARY);
        String keyArn = key();
        ReplicaDatabase database = new ReplicaDatabase(
                this,
                "database",
                new ReplicaDatabaseProps(
                        DataParts.database(config(), Role.SECONDARY, facts(), keyArn),
                        names().databaseArn(Role.PRIMARY),
                        DataParts.BACKUP_RETENTION_DAYS));
        new DataParts(this, config(), Role.SECONDARY, facts(), keyArn);
        facts().publish(Fact.KEY_ARN, keyArn);
        facts().publish(Fact.DATABASE_HOST, database.address());
        facts().publish(Fact.DATABASE_SECRET_ARN, secretArn());
        output("databaseIdentifier", names().databaseIdentifier(Role.SECONDARY), "The region's database");
        output("appDataBucket", names().bucket(Role.SECONDARY, "app-data"), "Where the service keeps objects");
        output(
                "serviceRepository",
                names().imageRepositoryUrl(Role.SECONDARY, "service"),
                "Where bootstrap pushes the image");
        output("artifactsBucket", names().bucket(Role.SECONDARY, "artifacts"), "Where bootstrap puts the agent's jar");
    }

    private String key() {
        AwsLocation location = DataParts.location(config(), Role.SECONDARY);
        if (!config().multiRegionKms()) {
            return new EncryptionKey(this, "key", new EncryptionKeyProps(names().keyAlias(), false, location)).arn();
        }
        String primaryKey = facts().read(Role.PRIMARY, Fact.KEY_ARN);
        return new ReplicaKey(this, "key", new ReplicaKeyProps(names().keyAlias(), primaryKey, location, null)).arn();
    }

    /** The copy's ARN differs from the original's in the region only. */
    private String secretArn() {
        String original = facts().read(Role.PRIMARY, Fact.DATABASE_SECRET_ARN);
        return Fn.replace(original, ":" + names().region(Role.PRIMARY) + ":", ":" + region() + ":");
    }
}
