package dev.drlab.infra.data.database;

import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret.SecretsmanagerSecret;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret_version.SecretsmanagerSecretVersion;
import dev.drlab.infra.storage.Protection;
import java.util.LinkedHashMap;
import java.util.Map;
import software.constructs.Construct;

/**
 * Where the writer is, for people and tools: {@code {region, epoch, dbInstance}}. A plain secret in each region, as a
 * replicated one cannot be written while its primary's region is dark. Activate writes it; Terraform only its first value.
 */
public final class WriterPointer extends Construct {
    private final SecretsmanagerSecret secret;

    /** Creates the secret and its first version, of epoch 0, in {@code scope}. */
    public WriterPointer(Construct scope, String id, WriterPointerProps props) {
        super(scope, id);
        secret = SecretsmanagerSecret.Builder.create(this, "secret")
                .name(props.name())
                .description("Region, epoch and database of the writer; written by activate")
                .kmsKeyId(props.kmsKeyArn())
                .recoveryWindowInDays(DatabaseSecret.RECOVERY_WINDOW_DAYS)
                .lifecycle(Protection.preventDestroy())
                .build();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("region", props.initialRegion());
        value.put("epoch", 0);
        value.put("dbInstance", props.initialDatabase());
        SecretsmanagerSecretVersion.Builder.create(this, "initial")
                .secretId(secret.getId())
                .secretString(Fn.jsonencode(value))
                .lifecycle(Protection.preventDestroyIgnoring("secret_string"))
                .build();
    }

    /** ARN of the secret. */
    public String arn() {
        return secret.getArn();
    }

    /** Name of the secret. */
    public String name() {
        return secret.getName();
    }
}
