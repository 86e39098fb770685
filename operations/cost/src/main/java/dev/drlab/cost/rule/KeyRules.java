package dev.drlab.cost.rule;

import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys and secrets. */
final class KeyRules {
    private static final String KMS = "KMS";
    private static final String SECRETS = "Secrets Manager";

    private KeyRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "aws_kms_key", new Rule.Charged(KeyRules::key),
                "aws_kms_replica_key", new Rule.Charged(KeyRules::key),
                "aws_secretsmanager_secret", new Rule.Charged(KeyRules::secret));
    }

    private static List<Charge> key(Resource key, Context context) {
        return List.of(
                context.assumed(KMS, key, "kms.key-version.month", "key.versions"),
                context.assumed(KMS, key, "kms.10k-requests", "key.requests"));
    }

    private static List<Charge> secret(Resource secret, Context context) {
        List<Charge> charges = new ArrayList<>(List.of(
                Charge.fixed(SECRETS, secret.region(), "secret.month", Range.exactly(1), "one secret"),
                context.assumed(SECRETS, secret, "secret.10k-requests", "secret.requests")));
        secret.body()
                .path("replica")
                .forEach(replica -> charges.add(Charge.fixed(
                        SECRETS,
                        replica.path("region").asText(),
                        "secret.month",
                        Range.exactly(1),
                        "a replica of a secret")));
        return charges;
    }
}
