package dev.drlab.infra.data.database;

import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.data_aws_secretsmanager_random_password.DataAwsSecretsmanagerRandomPassword;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret.SecretsmanagerSecret;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret.SecretsmanagerSecretReplica;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret_version.SecretsmanagerSecretVersion;
import dev.drlab.infra.storage.Protection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Passwords of the database's users and the secret of forwarded requests, generated once, with a read-only copy in the
 * other region. The random data source gives another value at each read, so the version ignores changes, and who needs a
 * value takes it from the version: then an apply that stopped between secret and database still goes on with one password.
 */
public final class DatabaseSecret extends Construct {
    /** Key of the master user's password. */
    public static final String ADMIN_PASSWORD = "adminPassword";
    /** Key of {@code drlab_writer}'s password. */
    public static final String WRITER_PASSWORD = "writerPassword";
    /** Key of {@code drlab_reader}'s password. */
    public static final String READER_PASSWORD = "readerPassword";
    /** Key of the secret that signs forwarded requests. */
    public static final String FORWARD_SECRET = "forwardSecret";

    /** The longest that Secrets Manager allows, in days. */
    static final int RECOVERY_WINDOW_DAYS = 30;

    private static final int PASSWORD_LENGTH = 32;
    private final SecretsmanagerSecret secret;
    private final SecretsmanagerSecretVersion version;

    /** Creates the secret, its copy and its first version in {@code scope}. */
    public DatabaseSecret(Construct scope, String id, DatabaseSecretProps props) {
        super(scope, id);
        secret = SecretsmanagerSecret.Builder.create(this, "secret")
                .name(props.name())
                .description("Passwords of the database users and the secret of forwarded requests")
                .kmsKeyId(props.kmsKeyArn())
                .recoveryWindowInDays(RECOVERY_WINDOW_DAYS)
                .replica(List.of(SecretsmanagerSecretReplica.builder()
                        .region(props.replicaRegion())
                        .kmsKeyId(props.replicaKmsKeyArn())
                        .build()))
                .lifecycle(Protection.preventDestroy())
                .build();
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : List.of(ADMIN_PASSWORD, WRITER_PASSWORD, READER_PASSWORD, FORWARD_SECRET)) {
            values.put(key, random(key));
        }
        version = SecretsmanagerSecretVersion.Builder.create(this, "initial")
                .secretId(secret.getId())
                .secretString(Fn.jsonencode(values))
                .lifecycle(Protection.preventDestroyIgnoring("secret_string"))
                .build();
    }

    /** RDS refuses the characters / @ " and space; letters and digits also need no quoting anywhere. */
    private String random(String key) {
        return DataAwsSecretsmanagerRandomPassword.Builder.create(this, key)
                .passwordLength(PASSWORD_LENGTH)
                .excludePunctuation(true)
                .build()
                .getRandomPassword();
    }

    /** ARN of the secret in its own region; the copy's differs in the region only. */
    public String arn() {
        return secret.getArn();
    }

    /** Name of the secret and of its copy. */
    public String name() {
        return secret.getName();
    }

    /** The master user's first password, from the stored version; sensitive. */
    public String adminPassword() {
        return Token.asString(Fn.lookup(Fn.jsondecode(version.getSecretString()), ADMIN_PASSWORD));
    }
}
