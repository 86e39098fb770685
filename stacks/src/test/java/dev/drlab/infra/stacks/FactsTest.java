package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.StackJson.Block;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Facts are stored in plain text, for the stacks and the state machines, so they must not be secret. */
class FactsTest {
    /** Resources with values that must stay secret, and arguments that contain such values. */
    private static final Pattern SECRET = Pattern.compile(
            "random_password|secret_string|aws_secretsmanager_secret_version|\\.password|master_user|private_key",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE = Pattern.compile("\\b(?:data\\.)?aws_\\w+\\.[\\w-]+\\.(\\w+)");
    private static final Set<String> PUBLISHED =
            Set.of("address", "arn", "arn_suffix", "dns_name", "id", "insecure_value", "public_ip", "zone_id");

    @Test
    void noFactIsASecret() {
        List<Block> facts = Synthesis.documented().stacks().stream()
                .flatMap(stack -> stack.resources("aws_ssm_parameter").stream())
                .toList();
        assertThat(facts).hasSizeGreaterThan(20).allSatisfy(fact -> {
            String value = fact.body().path("insecure_value").asText();
            assertThat(value).as(fact.toString()).isNotEmpty().doesNotContainPattern(SECRET);
            assertThat(REFERENCE.matcher(value).results().map(found -> found.group(1)))
                    .as("attributes in %s", fact)
                    .isSubsetOf(PUBLISHED);
        });
    }

    /** A value that Terraform hides must not be a fact, and a fact must not be a hidden value. */
    @Test
    void everyFactIsMadeAsAValueThatMayBeSeen() {
        assertThat(Synthesis.documented().stacks())
                .flatExtracting(stack -> stack.resources("aws_ssm_parameter"))
                .allSatisfy(fact -> assertThat(fact.body().has("value")).isFalse());
    }
}
