package dev.drlab.infra.stacks;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.data.database.DatabaseSecret;
import dev.drlab.infra.data.database.DatabaseSecretProps;
import dev.drlab.infra.data.database.PrimaryDatabase;
import dev.drlab.infra.data.database.PrimaryDatabaseProps;
import dev.drlab.infra.data.key.EncryptionKey;
import dev.drlab.infra.data.key.EncryptionKeyProps;
import dev.drlab.infra.data.key.ReplicaKey;
import dev.drlab.infra.data.key.ReplicaKeyProps;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.config.Role;
import java.util.Map;

/**
 * {@code PrimaryDataStack}: all state of the primary region. It publishes the facts that the secondary region needs, in
 * that region. It also creates the secondary's key: the passwords are needed by the first database, and their copy in
 * the secondary is encrypted with that key from the beginning.
 */
final class PrimaryDataStack extends DrlabStack {
    PrimaryDataStack(Deployment deployment) {
        super(deployment, "PrimaryDataStack", Role.PRIMARY);
        EncryptionKey key = new EncryptionKey(
                this,
                "key",
                new EncryptionKeyProps(
                        names().keyAlias(),
                        config().multiRegionKms(),
                        DataParts.location(config(), Role.PRIMARY),
                        null));
        String secondaryKey = secondaryKey(key.arn());
        facts().publishFor(Role.SECONDARY, Fact.KEY_ARN, secondaryKey);
        DatabaseSecret secret = new DatabaseSecret(
                this,
                "secret",
                new DatabaseSecretProps(
                        names().shared().databaseSecret(), key.arn(), names().region(Role.SECONDARY), secondaryKey));
        PrimaryDatabase database = new PrimaryDatabase(
                this,
                "database",
                new PrimaryDatabaseProps(
                        DataParts.database(config(), Role.PRIMARY, facts(), key.arn()),
                        DatabaseNames.DATABASE,
                        DatabaseNames.ADMIN_ROLE,
                        secret.adminPassword(),
                        DataParts.STORAGE_GIB,
                        DataParts.BACKUP_RETENTION_DAYS));
        new DataParts(this, config(), Role.PRIMARY, facts(), key.arn());
        Map.of(
                        Fact.KEY_ARN, key.arn(),
                        Fact.DATABASE_HOST, database.address(),
                        Fact.DATABASE_SECRET_ARN, secret.arn())
                .forEach(this::publishInBoth);
        output("databaseIdentifier", names().databaseIdentifier(Role.PRIMARY), "The region's database");
        output("appDataBucket", names().bucket(Role.PRIMARY, "app-data"), "Where the service keeps objects");
        output(
                "serviceRepository",
                names().imageRepositoryUrl(Role.PRIMARY, "service"),
                "Where bootstrap pushes the image");
        output("artifactsBucket", names().bucket(Role.PRIMARY, "artifacts"), "Where bootstrap puts the agent's jar");
    }

    private String secondaryKey(String primaryKey) {
        AwsLocation location = DataParts.location(config(), Role.SECONDARY);
        TerraformProvider there = providerOf(Role.SECONDARY);
        return config().multiRegionKms()
                ? new ReplicaKey(
                                this,
                                "secondary-key",
                                new ReplicaKeyProps(names().keyAlias(), primaryKey, location, there))
                        .arn()
                : new EncryptionKey(
                                this,
                                "secondary-key",
                                new EncryptionKeyProps(names().keyAlias(), false, location, there))
                        .arn();
    }

    private void publishInBoth(Fact fact, String value) {
        facts().publish(fact, value);
        facts().publishIn(Role.SECONDARY, fact, value);
    }
}
