package dev.drlab.planreview.report;

import dev.drlab.planreview.rules.Detail;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Rule;
import dev.drlab.planreview.rules.Severity;
import dev.drlab.planreview.rules.StackReview;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The review's sentences, the same for every output; how a name out of a plan is written is the output's to say. */
final class Sentences {
    private static final int NAMED_STACKS = 4;

    private final UnaryOperator<String> name;

    /** @param name writes a name out of a plan so that it can do no harm */
    Sentences(UnaryOperator<String> name) {
        this.name = name;
    }

    /** The reviewer's task, and the facts on it, in a line. */
    String verdict(Review review) {
        return switch (review.verdict()) {
            case NOT_JUDGED -> "Not an all-clear: " + unjudged(review) + rest(review);
            case CRITICAL, WARNING ->
                (review.count(Severity.CRITICAL) > 0 ? "Stop: " : "Look before you apply: ") + counts(review) + " in "
                        + stacks(review) + "." + first(review);
            case NO_OBJECTION ->
                "No objection: " + plural(changes(review), "resource") + " would change in "
                        + plural(changed(review), "stack") + " of "
                        + review.stacks().size() + ", and no rule objects."
                        + (review.count(Severity.NOTE) > 0
                                ? " " + plural(review.count(Severity.NOTE), "note") + " below."
                                : "");
            case NO_CHANGES ->
                "Nothing would change in " + plural(review.stacks().size(), "stack") + ".";
        };
    }

    /** Where it is, what is done there, and what shows it. */
    String finding(Finding finding) {
        StringBuilder text = new StringBuilder();
        if (!finding.address().isEmpty()) {
            text.append(name.apply(finding.address()));
            text.append(finding.action().isEmpty() ? ": " : " (" + finding.action() + "): ");
        }
        text.append(lowerFirst(finding.rule().what()));
        List<String> details = finding.details().stream()
                .map(this::detail)
                .filter(d -> !d.isEmpty())
                .toList();
        if (!details.isEmpty()) {
            text.append(": ").append(String.join("; ", details));
        }
        return text.append('.').toString();
    }

    private String detail(Detail detail) {
        if (detail.attribute().isEmpty()) {
            return detail.after().isEmpty() ? "" : name.apply(detail.after());
        }
        if (detail.before().isEmpty()) {
            return name.apply(detail.attribute()) + (detail.after().isEmpty() ? "" : " " + name.apply(detail.after()));
        }
        return name.apply(detail.attribute()) + " from " + name.apply(detail.before()) + " to "
                + name.apply(detail.after());
    }

    private String unjudged(Review review) {
        List<String> reasons = new ArrayList<>();
        review.unjudged().stream()
                .limit(1)
                .forEach(each -> reasons.add(plural(review.unjudged().size(), "plan") + " could not be judged, first "
                        + name.apply(each.file())));
        List<String> incomplete = review.stacks().stream()
                .filter(stack -> stack.findings().stream().anyMatch(f -> f.rule() == Rule.PLAN_INCOMPLETE))
                .map(stack -> stack.plan().stack())
                .toList();
        if (!incomplete.isEmpty()) {
            reasons.add(plural(incomplete.size(), "plan") + (incomplete.size() == 1 ? " is" : " are")
                    + " not whole, first " + name.apply(incomplete.get(0)));
        }
        return String.join("; ", reasons) + ".";
    }

    private String rest(Review review) {
        return review.count(Severity.CRITICAL) + review.count(Severity.WARNING) == 0
                ? ""
                : " In the rest: " + counts(review) + " in " + stacks(review) + "." + first(review);
    }

    private String first(Review review) {
        return review.worst()
                .map(finding -> " First, in " + name.apply(finding.stack()) + ": " + finding(finding))
                .orElse("");
    }

    private static String counts(Review review) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.WARNING)) {
            long count = review.count(severity);
            if (count > 0) {
                counts.add(
                        severity == Severity.CRITICAL
                                ? count + " critical " + (count == 1 ? "finding" : "findings")
                                : plural(count, "warning"));
            }
        }
        return String.join(" and ", counts);
    }

    private String stacks(Review review) {
        List<String> names = review.stacks().stream()
                .filter(stack -> stack.count(Severity.CRITICAL) + stack.count(Severity.WARNING) > 0)
                .map(stack -> stack.plan().stack())
                .toList();
        String shown = names.stream().limit(NAMED_STACKS).map(name).collect(Collectors.joining(", "));
        return names.size() <= NAMED_STACKS ? shown : shown + " and " + (names.size() - NAMED_STACKS) + " more";
    }

    private static long changes(Review review) {
        return review.stacks().stream()
                .mapToLong(stack -> stack.changes().size())
                .sum();
    }

    private static long changed(Review review) {
        return review.stacks().stream().filter(Sentences::changes).count();
    }

    private static boolean changes(StackReview stack) {
        return !stack.changes().isEmpty() || !stack.plan().outputs().isEmpty();
    }

    private static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String lowerFirst(String text) {
        return text.startsWith("KMS") ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
