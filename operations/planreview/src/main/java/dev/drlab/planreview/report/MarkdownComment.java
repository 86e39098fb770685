package dev.drlab.planreview.report;

import dev.drlab.planreview.plan.Action;
import dev.drlab.planreview.plan.ResourceChange;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Rule;
import dev.drlab.planreview.rules.Severity;
import dev.drlab.planreview.rules.StackReview;
import dev.drlab.planreview.rules.Unjudged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The review as one comment on a pull request. It fits into what GitHub accepts: 65,536 characters; what is left out for that
 * is said, by number and severity, and the worst is left out last.
 */
public final class MarkdownComment {
    /** The longest comment that GitHub takes, in characters. */
    public static final int GITHUB_LIMIT = 65_536;

    /** Last line of every comment: by it the next run finds the comment that it replaces. */
    public static final String MARKER = "<!-- drlab plan review -->";

    /** For the lines that say what is left out, which are written last. */
    private static final int RESERVE = 2_000;

    private static final int SUMMARY_ROWS = 100;

    private final Sentences sentences = new Sentences(Text::code);
    private final Review review;
    private final int limit;
    private final StringBuilder text = new StringBuilder();

    private MarkdownComment(Review review, int limit) {
        this.review = review;
        this.limit = limit;
    }

    /** The comment. */
    public static String of(Review review) {
        return of(review, GITHUB_LIMIT);
    }

    /**
     * The comment, in no more than so many characters.
     *
     * @param limit at least 8,000
     */
    public static String of(Review review, int limit) {
        if (limit < 4 * RESERVE) {
            throw new IllegalArgumentException("a comment needs " + 4 * RESERVE + " characters, and not " + limit);
        }
        return new MarkdownComment(review, limit).written();
    }

    private String written() {
        text.append("**").append(sentences.verdict(review)).append("**\n\n");
        summary();
        unjudged();
        List<Body> all = review.stacks().stream()
                .filter(MarkdownComment::hasContent)
                .sorted(Comparator.comparing(MarkdownComment::worst))
                .map(Body::new)
                .toList();
        List<Body> bodies = new ArrayList<>();
        int room = limit - text.length() - RESERVE;
        for (Body body : all) {
            if (body.frame() <= room / 2) {
                room -= body.frame();
                bodies.add(body);
            }
        }
        for (Severity severity : Severity.values()) {
            for (Body body : bodies) {
                room = body.takeFindings(severity, room);
            }
        }
        for (Body body : bodies) {
            room = body.takeChanges(room);
        }
        bodies.forEach(Body::write);
        end(all, all.size() - bodies.size());
        return text.toString();
    }

    private void summary() {
        text.append(
                "| stack | create | update | replace | destroy | forget | findings |\n|---|---:|---:|---:|---:|---:|---|\n");
        review.stacks().stream()
                .limit(SUMMARY_ROWS)
                .forEach(stack -> text.append("| ")
                        .append(Text.code(stack.plan().stack()).replace("|", "\\|"))
                        .append(" | ")
                        .append(stack.count(Action.CREATE))
                        .append(" | ")
                        .append(stack.count(Action.UPDATE))
                        .append(" | ")
                        .append(stack.count(Action.REPLACE, Action.REPLACE_CREATE_FIRST))
                        .append(" | ")
                        .append(stack.count(Action.DELETE))
                        .append(" | ")
                        .append(stack.count(Action.FORGET, Action.REPLACE_AND_FORGET))
                        .append(" | ")
                        .append(counts(stack))
                        .append(" |\n"));
        if (review.stacks().size() > SUMMARY_ROWS) {
            text.append("\n… and ")
                    .append(review.stacks().size() - SUMMARY_ROWS)
                    .append(" stacks more.\n");
        }
        text.append('\n');
    }

    private void unjudged() {
        int shown = 0;
        for (Unjudged each : review.unjudged()) {
            String line = "- **not judged** " + Text.code(each.file()) + ": " + Text.code(each.reason()) + "\n";
            if (shown == SUMMARY_ROWS || text.length() + line.length() > limit / 3) {
                text.append("- **not judged**: ")
                        .append(review.unjudged().size() - shown)
                        .append(" files more\n");
                break;
            }
            text.append(line);
            shown++;
        }
        text.append(review.unjudged().isEmpty() ? "" : "\n");
    }

    private void end(List<Body> bodies, int left) {
        for (Severity severity : Severity.values()) {
            long count =
                    bodies.stream().mapToLong(body -> body.leftOut(severity)).sum();
            if (count > 0) {
                text.append("**Left out here for want of room: ")
                        .append(count)
                        .append(' ')
                        .append(severity == Severity.CRITICAL ? "critical findings" : severity.word() + "s")
                        .append(".** All of them are in the review's JSON.\n\n");
            }
        }
        long changes = bodies.stream().mapToLong(body -> body.changesLeftOut).sum();
        if (changes > 0) {
            text.append("Left out here for want of room: ")
                    .append(changes)
                    .append(" changes, which the plans list.\n\n");
        }
        if (left > 0) {
            text.append("**Left out here for want of room: ")
                    .append(left)
                    .append(" stacks.** All are in the review's JSON.\n\n");
        }
        text.append("Rules and what they mean: `drlab plan review --rules`. ")
                .append(preventDestroy())
                .append(independence())
                .append("What runs on AWS is in no plan: no finding is not a promise.\n\n")
                .append(MARKER)
                .append('\n');
    }

    private String preventDestroy() {
        int stacks = review.stacks().size();
        if (stacks == 0) {
            return "";
        }
        long judged = review.stacks().stream().filter(StackReview::synthesized).count();
        return judged == stacks
                ? "`prevent_destroy` is judged by the synthesized stacks. "
                : "`prevent_destroy` is not judged in " + (stacks - judged) + " of " + stacks
                        + " stacks: no plan says it, and the synthesized stack was not given (`--stacks`). ";
    }

    /** A file of another name than its stack's would pass for one that nothing is asked of. */
    private String independence() {
        int stacks = review.stacks().size();
        long judged = review.stacks().stream().filter(StackReview::standby).count();
        return stacks == 0
                ? ""
                : "Independence of the other region (I8) is judged in " + judged + " of " + stacks
                        + " stacks, by their names (`--independent`). ";
    }

    private static boolean hasContent(StackReview stack) {
        return !stack.findings().isEmpty()
                || !stack.changes().isEmpty()
                || !stack.plan().outputs().isEmpty();
    }

    private static Severity worst(StackReview stack) {
        return stack.findings().isEmpty()
                ? Severity.NOTE
                : stack.findings().get(0).severity();
    }

    private static String counts(StackReview stack) {
        String counts = Arrays.stream(Severity.values())
                .filter(severity -> stack.count(severity) > 0)
                .map(severity -> stack.count(severity) + " " + severity.word())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "none" : counts;
    }

    /** The section of one stack, collapsible. */
    private final class Body {
        private final StackReview stack;
        private final List<Finding> shown = new ArrayList<>();
        private final StringBuilder findings = new StringBuilder();
        private final StringBuilder changes = new StringBuilder();
        private long changesLeftOut;

        Body(StackReview stack) {
            this.stack = stack;
        }

        int frame() {
            return head().length()
                    + tail().length()
                    + meanings(rulesOf(stack.findings())).length()
                    + 200;
        }

        /** The room that is left. */
        int takeFindings(Severity severity, int room) {
            int left = room;
            for (Finding finding : stack.findings()) {
                if (finding.severity() == severity) {
                    String line = line(finding);
                    if (line.length() > left) {
                        return left;
                    }
                    findings.append(line);
                    shown.add(finding);
                    left -= line.length();
                }
            }
            return left;
        }

        int takeChanges(int room) {
            int left = room;
            for (ResourceChange change : stack.changes()) {
                String line = line(change);
                if (changesLeftOut > 0 || line.length() > left) {
                    changesLeftOut++;
                } else {
                    changes.append(line);
                    left -= line.length();
                }
            }
            for (String output : stack.plan().outputs()) {
                String line = "- output " + Text.code(output) + "\n";
                if (changesLeftOut > 0 || line.length() > left) {
                    changesLeftOut++;
                } else {
                    changes.append(line);
                    left -= line.length();
                }
            }
            return left;
        }

        long leftOut(Severity severity) {
            return stack.count(severity)
                    - shown.stream().filter(f -> f.severity() == severity).count();
        }

        void write() {
            text.append(head());
            if (findings.length() > 0) {
                text.append(findings).append('\n').append(meanings(rulesOf(shown)));
            }
            if (changes.length() > 0) {
                text.append("What would change:\n\n").append(changes).append('\n');
            }
            text.append(tail());
        }

        /** Open where something is critical. */
        private String head() {
            return "<details" + (stack.count(Severity.CRITICAL) > 0 ? " open" : "") + "><summary>"
                    + Text.html(stack.plan().stack()) + ": " + counts(stack) + "</summary>\n\n";
        }

        private String tail() {
            return "</details>\n\n";
        }

        private String line(Finding finding) {
            return "- **" + finding.severity().word() + "** " + sentences.finding(finding)
                    + (finding.unknown()
                            ? " A value is unknown until applied, or not shown, so it cannot be judged."
                            : "")
                    + " (`" + finding.rule().id() + "`)\n";
        }

        private String line(ResourceChange change) {
            SortedSet<String> attributes = change.changedAttributes();
            String names = attributes.stream().limit(20).map(Text::code).collect(Collectors.joining(", "));
            return "- " + change.action().words() + " " + Text.code(change.address())
                    + change.deposed()
                            .map(key -> " (left over by a replacement)")
                            .orElse("")
                    + (names.isEmpty() ? "" : ": " + names + (attributes.size() > 20 ? ", …" : "")) + "\n";
        }

        private Set<Rule> rulesOf(List<Finding> of) {
            Set<Rule> rules = new TreeSet<>();
            of.forEach(finding -> rules.add(finding.rule()));
            return rules;
        }

        /** Each rule's once, however often it is found. */
        private String meanings(Set<Rule> rules) {
            return rules.isEmpty()
                    ? ""
                    : rules.stream()
                            .map(rule -> "- `" + rule.id() + "`: " + rule.meaning() + ".\n")
                            .collect(Collectors.joining("", "For recovery that means:\n\n", "\n"));
        }
    }
}
