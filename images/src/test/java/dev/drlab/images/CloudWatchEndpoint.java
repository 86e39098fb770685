package dev.drlab.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drlab.lab.simulation.aws.LabCloudWatchClient;
import dev.drlab.lab.simulation.aws.PublishedMetric;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/**
 * The lab's CloudWatch over HTTP, for programs in containers: PutMetricData in AWS's query protocol, refused as the lab's client
 * refuses it. Every other action is refused by name.
 */
final class CloudWatchEndpoint implements AutoCloseable {
    private static final String MEMBER = "MetricData.member.";

    private final LabCloudWatchClient cloudWatch = new LabCloudWatchClient(Clock.systemUTC());
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;

    CloudWatchEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All that was published, oldest first. */
    List<PublishedMetric> published() {
        return cloudWatch.metrics();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form = form(exchange);
            int status = 200;
            String body =
                    "<PutMetricDataResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><ResponseMetadata>"
                            + "<RequestId>1</RequestId></ResponseMetadata></PutMetricDataResponse>";
            try {
                if (!"PutMetricData".equals(form.get("Action"))) {
                    throw new UnsupportedOperationException(form.get("Action") + " is not modelled");
                }
                cloudWatch.putMetricData(PutMetricDataRequest.builder()
                        .namespace(form.get("Namespace"))
                        .metricData(data(form))
                        .build());
            } catch (AwsServiceException | UnsupportedOperationException e) {
                status = 400;
                body = "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameterValue</Code><Message>"
                        + e.getMessage().replace("&", "&amp;").replace("<", "&lt;")
                        + "</Message></Error></ErrorResponse>";
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in = packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            Map<String, String> form = new TreeMap<>();
            for (String pair : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("&")) {
                String[] parts = pair.split("=", 2);
                form.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
            return form;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static List<MetricDatum> data(Map<String, String> form) {
        List<MetricDatum> data = new ArrayList<>();
        for (int i = 1; form.containsKey(MEMBER + i + ".MetricName"); i++) {
            data.add(datum(form, MEMBER + i + "."));
        }
        return data;
    }

    private static MetricDatum datum(Map<String, String> form, String prefix) {
        MetricDatum.Builder datum = MetricDatum.builder()
                .metricName(form.get(prefix + "MetricName"))
                .timestamp(Instant.parse(form.get(prefix + "Timestamp")))
                .unit(form.get(prefix + "Unit"));
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 1; form.containsKey(prefix + "Dimensions.member." + i + ".Name"); i++) {
            dimensions.add(Dimension.builder()
                    .name(form.get(prefix + "Dimensions.member." + i + ".Name"))
                    .value(form.get(prefix + "Dimensions.member." + i + ".Value"))
                    .build());
        }
        datum.dimensions(dimensions);
        if (form.containsKey(prefix + "Value")) {
            datum.value(Double.valueOf(form.get(prefix + "Value")));
        } else {
            datum.statisticValues(StatisticSet.builder()
                    .sampleCount(number(form, prefix, "SampleCount"))
                    .sum(number(form, prefix, "Sum"))
                    .minimum(number(form, prefix, "Minimum"))
                    .maximum(number(form, prefix, "Maximum"))
                    .build());
        }
        return datum.build();
    }

    private static Double number(Map<String, String> form, String prefix, String name) {
        return Double.valueOf(form.get(prefix + "StatisticValues." + name));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
