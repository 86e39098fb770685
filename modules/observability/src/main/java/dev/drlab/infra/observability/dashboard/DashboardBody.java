package dev.drlab.infra.observability.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.metrics.MetricDimensions;
import dev.drlab.infra.observability.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The dashboard's JSON: first the targets, then a row for each part of the system, the primary left of the secondary. */
final class DashboardBody {
    private static final int HALF = 12;
    private static final int HEIGHT = 6;

    private final DashboardProps props;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();
    private final ArrayNode widgets = body.putArray("widgets");
    private int y;

    private DashboardBody(DashboardProps props) {
        this.props = props;
    }

    static String of(DashboardProps props) {
        DashboardBody made = new DashboardBody(props);
        made.row(made.rpo(), made.rto());
        made.row(made.lag(), made.canaries());
        made.both(DashboardBody::balancer);
        made.both(DashboardBody::tasks);
        made.both(DashboardBody::database);
        made.both(made::replicaLag);
        made.both(DashboardBody::objects);
        return made.body.toString();
    }

    private void both(Function<RegionView, Graph> graph) {
        row(graph.apply(props.primary()), graph.apply(props.secondary()));
    }

    private void row(Graph left, Graph right) {
        place(0, left);
        place(HALF, right);
        y += HEIGHT;
    }

    private void place(int x, Graph graph) {
        widgets.addObject()
                .put("type", "metric")
                .put("x", x)
                .put("y", y)
                .put("width", HALF)
                .put("height", HEIGHT)
                .set("properties", graph.properties());
    }

    private Graph rpo() {
        return new Graph("RPO exposure against target", props.verifierRegion())
                .line(verifier(CustomMetric.RPO_EXPOSURE), "Maximum", "exposure, s")
                .target("RPO target", props.rpoTargetSeconds());
    }

    private Graph rto() {
        Graph graph = new Graph("RTO of activations against target", props.verifierRegion());
        for (RegionView view : List.of(props.primary(), props.secondary())) {
            for (String mode : List.of("planned", "unplanned")) {
                graph.line(recovery(view, mode), "Maximum", view.title() + " " + mode + ", s");
            }
        }
        return graph.target("RTO target", 60.0 * props.rtoTargetMinutes());
    }

    /** Published by the state machine activate, in the region that it activates. */
    private Metric recovery(RegionView view, String mode) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        dimensions.put(MetricDimensions.REGION, view.region());
        dimensions.put(MetricDimensions.MODE, mode);
        return new Metric(view.region(), props.verifier().namespace(), CustomMetric.RECOVERY.label(), dimensions);
    }

    private Graph lag() {
        return new Graph("Replication lag of canaries", props.verifierRegion())
                .line(verifier(CustomMetric.REPLICATION_LAG), "p50", "p50, ms")
                .line(verifier(CustomMetric.REPLICATION_LAG), "p95", "p95, ms")
                .line(verifier(CustomMetric.REPLICATION_LAG), "Maximum", "max, ms");
    }

    private Graph canaries() {
        return new Graph("Canaries", props.verifierRegion())
                .line(verifier(CustomMetric.CANARIES_ACKED), "Sum", "acknowledged")
                .line(verifier(CustomMetric.CANARIES_LOST), "Sum", "lost")
                .line(verifier(CustomMetric.VERIFIER_RUNS), "Sum", "runs");
    }

    private Metric verifier(CustomMetric metric) {
        return Metric.verifier(props.verifierRegion(), props.verifier(), metric);
    }

    private static Graph balancer(RegionView view) {
        return graph(view, "balancer")
                .line(targets(view, "RequestCount"), "Sum", "requests")
                .line(targets(view, "HTTPCode_Target_5XX_Count"), "Sum", "5xx of tasks")
                .line(
                        Metric.balancer(view.region(), view.balancerArnSuffix(), "HTTPCode_ELB_5XX_Count"),
                        "Sum",
                        "5xx of the balancer")
                .line(targets(view, "TargetResponseTime"), "p95", "response p95, s");
    }

    private static Graph tasks(RegionView view) {
        return graph(view, "tasks")
                .line(insights(view, "DesiredTaskCount"), "Average", "desired")
                .line(insights(view, "RunningTaskCount"), "Average", "running")
                .line(service(view, "CPUUtilization"), "Average", "CPU, %")
                .line(service(view, "MemoryUtilization"), "Average", "memory, %");
    }

    private static Graph database(RegionView view) {
        return graph(view, "database")
                .line(database(view, "CPUUtilization"), "Average", "CPU, %")
                .line(database(view, "DatabaseConnections"), "Maximum", "connections");
    }

    private Graph replicaLag(RegionView view) {
        return graph(view, "replica lag (only while it is a replica)")
                .line(database(view, "ReplicaLag"), "Maximum", "lag, s")
                .target("RPO target", props.rpoTargetSeconds());
    }

    private static Graph objects(RegionView view) {
        return graph(view, "objects to the other region")
                .line(view.replication().latency(), "Maximum", "latency, s")
                .line(view.replication().pending(), "Maximum", "pending")
                .line(view.replication().failed(), "Sum", "failed");
    }

    private static Graph graph(RegionView view, String what) {
        return new Graph(view.title() + " (" + view.region() + "): " + what, view.region());
    }

    private static Metric targets(RegionView view, String name) {
        return Metric.targets(view.region(), view.balancerArnSuffix(), view.targetGroupArnSuffix(), name);
    }

    private static Metric insights(RegionView view, String name) {
        return Metric.insights(view.region(), view.clusterName(), view.serviceName(), name);
    }

    private static Metric service(RegionView view, String name) {
        return Metric.service(view.region(), view.clusterName(), view.serviceName(), name);
    }

    private static Metric database(RegionView view, String name) {
        return Metric.database(view.region(), view.databaseIdentifier(), name);
    }
}
