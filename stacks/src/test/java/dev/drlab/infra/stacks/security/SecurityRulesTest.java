package dev.drlab.infra.stacks.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.DocumentSection;
import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.Synthesis;
import dev.drlab.infra.stacks.security.SecurityRule.Compliance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule is met by the synthesized stacks, or is not followed on purpose. docs/security.md is written from the same
 * table. To rewrite it: {@code mvn -pl stacks -am test -Dtest=SecurityRulesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Ddrlab.writeDocs=true}.
 */
class SecurityRulesTest {
    private static final DocumentSection SECTION = new DocumentSection(
            Path.of("..", "docs", "security.md"),
            "<!-- rules: written by SecurityRulesTest -->\n",
            "<!-- end of rules -->\n");

    static Stream<SecurityRule> rules() {
        return SecurityRules.all().values().stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isAsTheDocumentSays(SecurityRule rule) {
        List<Block> resources = resources(Synthesis.documented(), rule);
        if (rule.compliance() == Compliance.ABSENT) {
            assertThat(Stream.concat(blocks(), data()).map(Block::type))
                    .as(rule.toString())
                    .doesNotContain(rule.type());
            return;
        }
        assertThat(resources).as("resources of %s", rule.type()).isNotEmpty();
        if (rule.compliance() == Compliance.NOT_MET) {
            assertThat(resources)
                    .as(rule + ": met by now; say so in the table")
                    .anyMatch(rule.holds().negate());
        } else {
            assertThat(resources).as(rule.toString()).allMatch(rule.holds());
        }
    }

    @Test
    void whatNeedsAKeyDoesNotHoldWithoutIt() {
        rules().filter(rule -> rule.compliance() == Compliance.WITH_KEY).forEach(rule -> {
            List<Block> without = resources(Synthesis.plain(), rule);
            assertThat(without.isEmpty()
                            || without.stream().anyMatch(rule.holds().negate()))
                    .as(rule + ": met without the key")
                    .isTrue();
        });
    }

    private static List<Block> resources(Synthesis synthesis, SecurityRule rule) {
        return synthesis.stacks().stream()
                .flatMap(stack -> stack.resources(rule.type()).stream())
                .toList();
    }

    @Test
    void noRuleIsAnsweredTwice() {
        assertThat(rules().flatMap(rule -> rule.ids().stream()).toList()).doesNotHaveDuplicates();
    }

    @Test
    void everyCheckOfCheckovForATypeThatIsHereHasARow() throws IOException {
        Set<String> unanswered = new TreeSet<>(checksOfWhatIsHere());
        unanswered.removeAll(idsOfCheckov());
        assertThat(unanswered).isEmpty();
    }

    @Test
    void noRowNamesACheckThatCheckovDoesNotHaveForATypeThatIsHere() throws IOException {
        Set<String> unknown = new TreeSet<>(idsOfCheckov());
        unknown.removeAll(checksOfWhatIsHere());
        assertThat(unknown).isEmpty();
    }

    private static Set<String> idsOfCheckov() {
        return rules().flatMap(rule -> rule.ids().stream())
                .filter(id -> id.startsWith("CKV"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The checks from the checked-in list, which names its source. */
    private static Set<String> checksOfWhatIsHere() throws IOException {
        Set<String> here = blocks().map(Block::type).collect(Collectors.toSet());
        data().forEach(data -> here.add("data." + data.type()));
        Set<String> ids = new TreeSet<>();
        try (InputStream in = SecurityRulesTest.class.getResourceAsStream("checkov.txt")) {
            new String(Objects.requireNonNull(in, "checkov.txt").readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ")))
                    .filter(line -> line.stream().skip(1).anyMatch(here::contains))
                    .forEach(line -> ids.add(line.get(0)));
        }
        assertThat(ids).hasSizeGreaterThan(100);
        return ids;
    }

    private static Stream<Block> blocks() {
        return Synthesis.documented().stacks().stream().flatMap(stack -> stack.resources().stream());
    }

    private static Stream<Block> data() {
        return Synthesis.documented().stacks().stream().flatMap(stack -> stack.data().stream());
    }

    @Test
    void theDocumentHasTheTable() throws IOException {
        SECTION.assertHolds(tables());
    }

    private static String tables() {
        StringBuilder text = new StringBuilder();
        SecurityRules.all().forEach((service, rules) -> {
            text.append("\n### ")
                    .append(service)
                    .append("\n\n| rules | item | | how, or why not |\n|---|---|---|---|\n");
            for (SecurityRule rule : rules) {
                text.append("| ")
                        .append(rule.ids().stream().map(id -> "`" + id + "`").collect(Collectors.joining(" ")))
                        .append(" | ")
                        .append(rule.item())
                        .append(" | ")
                        .append(rule.compliance().word())
                        .append(" | ")
                        .append(rule.how())
                        .append(" |\n");
            }
        });
        return text.append('\n').toString();
    }
}
