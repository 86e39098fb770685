package dev.drlab.readiness;

import dev.drlab.readiness.check.Check;
import dev.drlab.readiness.region.Right;
import java.util.stream.Collectors;

/** The table of checks, as a document shows it. */
public final class ReadinessMarkdown {
    private ReadinessMarkdown() {}

    /** Every check: id, what it means for recovery, the rights that it needs, its source. */
    public static String checks() {
        StringBuilder text = new StringBuilder(
                "| check | what it means for recovery | calls, which are the rights it needs | source |\n"
                        + "|---|---|---|---|\n");
        for (Check check : Check.values()) {
            text.append("| `")
                    .append(check.id())
                    .append("` | ")
                    .append(check.meaning())
                    .append(" | ")
                    .append(check.rights().stream()
                            .map(Right::action)
                            .sorted()
                            .map(action -> "`" + action + "`")
                            .collect(Collectors.joining(", ")))
                    .append(" | [source](")
                    .append(check.source())
                    .append(") |\n");
        }
        return text.toString();
    }
}
