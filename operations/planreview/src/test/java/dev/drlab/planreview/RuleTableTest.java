package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.planreview.report.RuleTable;
import dev.drlab.planreview.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of the rules in docs/plan-review.md is that of the code. To write it anew: {@code mvn -pl operations/planreview -am
 * test -Dtest=RuleTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrlab.writeDocs=true}.
 */
class RuleTableTest {
    private static final Path ROOT = Path.of("..", "..");

    @Test
    void theDocumentHasTheTable() throws IOException {
        Path page = ROOT.resolve("docs/plan-review.md");
        String begin = "<!-- rules: written by RuleTableTest -->\n";
        String present = Files.readString(page);
        int from = present.indexOf(begin) + begin.length();
        int to = present.indexOf("<!-- end of rules -->\n");
        assertThat(from).isGreaterThanOrEqualTo(begin.length());
        assertThat(to).isGreaterThanOrEqualTo(from);
        String expected = present.substring(0, from) + "\n" + RuleTable.markdown() + "\n" + present.substring(to);
        if (Boolean.getBoolean("drlab.writeDocs")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page).equals(expected))
                .as(page + " shows the rules of the code; write it anew with -Ddrlab.writeDocs=true")
                .isTrue();
    }

    @Test
    void idsAreUnique() {
        assertThat(Arrays.stream(Rule.values()).map(Rule::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void aRuleHasASourceThatIsThere(Rule rule) {
        assertThat(rule.what()).doesNotEndWith(".");
        assertThat(rule.meaning()).doesNotEndWith(".");
        if (!rule.source().startsWith("https://")) {
            for (String part : rule.source().split(", ")) {
                assertThat(ROOT.resolve(part.split(" ")[0])).exists();
            }
        }
    }
}
