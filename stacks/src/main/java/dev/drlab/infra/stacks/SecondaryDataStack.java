package dev.drlab.infra.stacks;

import com.hashicorp.cdktf.Fn;
import dev.drlab.infra.data.database.ReplicaDatabase;
import dev.drlab.infra.data.database.ReplicaDatabaseProps;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.config.Role;

/** {@code SecondaryDataStack}: all state of the secondary region except its key. It needs only its own region. */
final class SecondaryDataStack extends DrlabStack {
    SecondaryDataStack(Deployment deployment) {
        super(deployment, "SecondaryDataStack", Role.SECONDARY);
        String keyArn = facts().read(Role.SECONDARY, Fact.KEY_ARN);
        ReplicaDatabase database = new ReplicaDatabase(
                this,
                "database",
                new ReplicaDatabaseProps(
                        DataParts.database(config(), Role.SECONDARY, facts(), keyArn),
                        names().databaseArn(Role.PRIMARY),
                        DataParts.BACKUP_RETENTION_DAYS));
        new DataParts(this, config(), Role.SECONDARY, facts(), keyArn);
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

    /** ARN of the secret's copy. It differs from the original's in the region only. */
    private String secretArn() {
        String original = facts().read(Role.PRIMARY, Fact.DATABASE_SECRET_ARN);
        return Fn.replace(original, ":" + names().region(Role.PRIMARY) + ":", ":" + region() + ":");
    }
}
