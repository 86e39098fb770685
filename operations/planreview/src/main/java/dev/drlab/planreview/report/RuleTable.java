package dev.drlab.planreview.report;

import dev.drlab.planreview.rules.Rule;

/** The rules as a table in Markdown. */
public final class RuleTable {
    private RuleTable() {}

    /** A row a rule, in the order of the rules. */
    public static String markdown() {
        StringBuilder text =
                new StringBuilder("| rule | severity | what it finds | what that means for recovery | source |\n");
        text.append("|---|---|---|---|---|\n");
        for (Rule rule : Rule.values()) {
            text.append("| `")
                    .append(rule.id())
                    .append("` | ")
                    .append(rule.severity().word())
                    .append(" | ")
                    .append(rule.what())
                    .append(" | ")
                    .append(rule.meaning())
                    .append(" | ")
                    .append(rule.source())
                    .append(" |\n");
        }
        return text.toString();
    }
}
