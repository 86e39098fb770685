package dev.drlab.planreview.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.digest.Sha256;
import dev.drlab.contract.json.Json;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Rule;
import dev.drlab.planreview.rules.Severity;
import dev.drlab.planreview.rules.StackReview;
import dev.drlab.planreview.rules.Unjudged;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The findings as SARIF 2.1.0. A plan that could not be judged is a notification of an unsuccessful run, so that an empty list
 * of results is not taken for an all-clear.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class Sarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static final Sentences SENTENCES = new Sentences(Text::visible);

    private Sarif() {}

    /** One log with one run, over several lines. */
    public static String of(Review review) {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "drlab plan review");
        ArrayNode rules = driver.putArray("rules");
        for (Rule rule : Rule.values()) {
            rule(rules.addObject(), rule);
        }
        ObjectNode invocation = run.putArray("invocations").addObject();
        invocation.put("executionSuccessful", review.unjudged().isEmpty());
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        for (Unjudged each : review.unjudged()) {
            ObjectNode notification = notifications.addObject().put("level", "error");
            message(notification, each.file() + " cannot be judged: " + each.reason());
            location(notification.putArray("locations").addObject(), each.file());
        }
        ArrayNode results = run.putArray("results");
        for (StackReview stack : review.stacks()) {
            stack.findings().forEach(finding -> result(results.addObject(), stack, finding));
        }
        return root.toPrettyString();
    }

    private static void rule(ObjectNode node, Rule rule) {
        node.put("id", rule.id());
        node.putObject("shortDescription").put("text", rule.what() + ".");
        node.putObject("fullDescription").put("text", rule.meaning() + ".");
        node.putObject("help").put("text", "For recovery: " + rule.meaning() + ". Source: " + rule.source());
        node.putObject("defaultConfiguration").put("level", level(rule.severity()));
        if (rule.source().startsWith("https://")) {
            node.put("helpUri", rule.source());
        }
    }

    private static void result(ObjectNode node, StackReview stack, Finding finding) {
        node.put("ruleId", finding.rule().id());
        node.put("ruleIndex", finding.rule().ordinal());
        node.put("level", level(finding.severity()));
        message(
                node,
                finding.stack() + ": " + SENTENCES.finding(finding) + " "
                        + finding.rule().meaning() + ".");
        ObjectNode location = node.putArray("locations").addObject();
        location(location, stack.plan().file());
        if (!finding.address().isEmpty()) {
            location.putArray("logicalLocations")
                    .addObject()
                    .put("fullyQualifiedName", finding.stack() + "/" + Text.visible(finding.address()))
                    .put("kind", "resource");
        }
        node.putObject("partialFingerprints").put("finding/v1", fingerprint(finding));
    }

    /** Brackets would be a link and braces a placeholder (3.11.5 and 3.11.6). */
    private static void message(ObjectNode node, String text) {
        node.putObject("message")
                .put(
                        "text",
                        text.replace("\\", "\\\\")
                                .replace("[", "\\[")
                                .replace("]", "\\]")
                                .replace("{", "{{")
                                .replace("}", "}}"));
    }

    private static void location(ObjectNode location, String file) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(file));
        // A viewer needs a line; a plan's JSON is one line.
        physical.putObject("region").put("startLine", 1);
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            return "plan.json";
        }
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    /** The same for the same finding in the next run of the same change. */
    private static String fingerprint(Finding finding) {
        return Sha256.hex(
                finding.rule().id() + "\n" + finding.stack() + "\n" + finding.address() + "\n" + finding.details());
    }
}
