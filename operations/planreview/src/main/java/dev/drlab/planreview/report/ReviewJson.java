package dev.drlab.planreview.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.planreview.plan.ResourceChange;
import dev.drlab.planreview.rules.Detail;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.StackReview;
import dev.drlab.planreview.rules.Unjudged;
import java.util.Locale;

/** The review as JSON, all of it; docs/plan-review.schema.json says its form. */
public final class ReviewJson {
    private ReviewJson() {}

    /** One object, over several lines. */
    public static String of(Review review) {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("version", 1);
        root.put("verdict", review.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        root.put("summary", new Sentences(Text::visible).verdict(review));
        ArrayNode unjudged = root.putArray("unjudged");
        for (Unjudged each : review.unjudged()) {
            unjudged.addObject().put("file", each.file()).put("reason", each.reason());
        }
        ArrayNode stacks = root.putArray("stacks");
        review.stacks().forEach(stack -> stack(stacks.addObject(), stack));
        return root.toPrettyString();
    }

    private static void stack(ObjectNode node, StackReview stack) {
        node.put("stack", stack.plan().stack());
        node.put("file", stack.plan().file());
        node.put("terraformVersion", stack.plan().terraformVersion());
        node.put("preventDestroyJudged", stack.synthesized());
        node.put("independenceJudged", stack.standby());
        ArrayNode findings = node.putArray("findings");
        stack.findings().forEach(finding -> finding(findings.addObject(), finding));
        ArrayNode changes = node.putArray("changes");
        stack.changes().forEach(change -> change(changes.addObject(), change));
        ArrayNode outputs = node.putArray("outputs");
        stack.plan().outputs().forEach(outputs::add);
    }

    private static void finding(ObjectNode node, Finding finding) {
        node.put("rule", finding.rule().id());
        node.put("severity", finding.severity().word());
        node.put("address", finding.address());
        node.put("action", finding.action());
        node.put("what", finding.rule().what());
        node.put("meaning", finding.rule().meaning());
        node.put("unknown", finding.unknown());
        ArrayNode details = node.putArray("details");
        for (Detail detail : finding.details()) {
            details.addObject()
                    .put("attribute", detail.attribute())
                    .put("before", detail.before())
                    .put("after", detail.after());
        }
    }

    private static void change(ObjectNode node, ResourceChange change) {
        node.put("address", change.address());
        node.put("type", change.type());
        node.put("action", change.action().words());
        change.deposed().ifPresent(key -> node.put("deposed", key));
        ArrayNode attributes = node.putArray("attributes");
        change.changedAttributes().forEach(attributes::add);
    }
}
