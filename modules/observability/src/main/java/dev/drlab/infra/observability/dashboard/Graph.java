package dev.drlab.infra.observability.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.observability.Metric;

/**
 * The properties of one graph on the dashboard. Source: Amazon CloudWatch API reference, "Dashboard body structure and
 * syntax".
 */
final class Graph {
    private final String region;
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final ArrayNode metrics;

    Graph(String title, String region) {
        this.region = region;
        properties
                .put("title", title)
                .put("region", region)
                .put("view", "timeSeries")
                .put("stacked", false)
                .put("period", 60);
        metrics = properties.putArray("metrics");
    }

    /** Adds a line; a metric of another region is fetched from there. */
    Graph line(Metric metric, String statistic, String label) {
        ArrayNode line = metrics.addArray().add(metric.namespace()).add(metric.name());
        metric.dimensions().forEach((name, value) -> line.add(name).add(value));
        ObjectNode options = line.addObject().put("stat", statistic).put("label", label);
        if (!metric.region().equals(region)) {
            options.put("region", metric.region());
        }
        return this;
    }

    /** Draws the target as a horizontal line. */
    Graph target(String label, double value) {
        properties
                .withObjectProperty("annotations")
                .withArrayProperty("horizontal")
                .addObject()
                .put("label", label)
                .put("value", value);
        return this;
    }

    ObjectNode properties() {
        return properties;
    }
}
