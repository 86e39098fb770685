package dev.drlab.readiness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.readiness.check.Finding;
import dev.drlab.readiness.region.Right;
import java.time.Duration;
import java.util.Locale;

/** A report for machines; {@code docs/readiness.md} describes the fields. */
public final class ReadinessJson {
    private ReadinessJson() {}

    /** The report, all of it. */
    public static ObjectNode of(ReadinessReport report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("region", report.region())
                .put("peer", report.peer().orElse(null))
                .put("at", report.at().toString())
                .put("seconds", seconds(report.took()))
                .put("verdict", word(report.verdict()))
                .put("ready", report.verdict().metric());
        ArrayNode checks = json.putArray("checks");
        report.results().forEach(result -> checks.add(of(result)));
        return json;
    }

    private static ObjectNode of(Result result) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", result.check().id())
                .put("outcome", word(result.outcome()))
                .put("fact", result.fact())
                .put("meaning", result.check().meaning());
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : result.findings()) {
            findings.addObject()
                    .put("severity", word(finding.severity()))
                    .put("what", finding.what())
                    .put("remedy", finding.remedy());
        }
        ArrayNode rights = json.putArray("rights");
        result.check().rights().stream().map(Right::action).sorted().forEach(rights::add);
        return json;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
