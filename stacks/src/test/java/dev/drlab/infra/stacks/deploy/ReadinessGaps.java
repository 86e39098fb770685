package dev.drlab.infra.stacks.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A strict simulated endpoint in front of the emulator, for the responses that it lacks: IAM's simulation of policies,
 * quotas of Fargate and RDS, RDS's instance classes for PostgreSQL, and an unconfirmed subscription. It also simulates
 * a replica's state and certificate, the end of a balancer's certificate, and a call that is refused for lack of a
 * right. It refuses requests without the members that AWS requires. Everything else goes to the emulator unchanged.
 */
final class ReadinessGaps implements AutoCloseable {
    private static final Set<String> HOP =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "http2-settings");
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    private final URI emulator;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An action that no role has. */
    volatile String denied = "";
    /** Quota of Fargate's vCPUs. */
    volatile double vcpus = 6;
    /** Used databases of RDS's quota of 40. */
    volatile int databases = 2;
    /** Whether RDS offers the wanted class. */
    volatile boolean offered = true;
    /** Whether there is an unconfirmed subscription. */
    volatile boolean pending;
    /** End of the databases' certificates. */
    volatile String certificateEnds = "2099-01-01T00:00:00Z";
    /** End of the balancers' certificates. */
    volatile String publicCertificateEnds = "2099-01-01T00:00:00Z";
    /** A call for which the caller has no right. */
    volatile String refused = "";
    /** RDS's state of the replica's replication. */
    volatile String replication = "replicating";

    ReadinessGaps(URI emulator) throws IOException {
        this.emulator = emulator;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            String action = form.getOrDefault("Action", target.replaceAll(".*\\.", ""));
            if (action.equals(refused)) {
                refuse(exchange, action, form.isEmpty());
                return;
            }
            switch (action) {
                case "SimulatePrincipalPolicy" -> simulate(exchange, form);
                case "GetServiceQuota" -> quota(exchange, new String(body, StandardCharsets.UTF_8));
                case "DescribeAccountAttributes" -> xml(exchange, 200, accountAttributes(databases));
                case "DescribeOrderableDBInstanceOptions" -> orderable(exchange, form);
                case "ListSubscriptionsByTopic" -> subscriptions(exchange, form, body);
                case "DescribeDBInstances" -> forward(exchange, body, this::withState);
                case "DescribeCertificate" -> forward(exchange, body, this::withEnd);
                default -> forward(exchange, body, text -> text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends an error in the service's protocol: JSON, or XML for a form. */
    private static void refuse(HttpExchange exchange, String action, boolean json) throws IOException {
        String message =
                "User: arn:aws:iam::" + AwsRequest.ACCOUNT + ":user/test is not authorized to perform: " + action;
        if (json) {
            send(
                    exchange,
                    BAD_REQUEST,
                    "application/x-amz-json-1.1",
                    "{\"__type\":\"AccessDeniedException\",\"message\":\"" + message + "\"}");
        } else {
            xml(
                    exchange,
                    FORBIDDEN,
                    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>" + message
                            + "</Message></Error></ErrorResponse>");
        }
    }

    private void simulate(HttpExchange exchange, Map<String, String> form) throws IOException {
        if (!form.getOrDefault("PolicySourceArn", "").startsWith("arn:") || !form.containsKey("ActionNames.member.1")) {
            error(exchange, "InvalidInput");
            return;
        }
        StringBuilder results = new StringBuilder();
        for (int i = 1; form.containsKey("ActionNames.member." + i); i++) {
            String name = form.get("ActionNames.member." + i);
            results.append("<member><EvalActionName>")
                    .append(name)
                    .append("</EvalActionName><EvalDecision>")
                    .append(name.equals(denied) ? "implicitDeny" : "allowed")
                    .append("</EvalDecision></member>");
        }
        xml(
                exchange,
                200,
                "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated>"
                        + "<EvaluationResults>" + results
                        + "</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>");
    }

    private void quota(HttpExchange exchange, String body) throws IOException {
        boolean fargate = body.contains("\"fargate\"") && body.contains("\"L-3032A538\"");
        send(
                exchange,
                fargate ? 200 : BAD_REQUEST,
                "application/x-amz-json-1.1",
                fargate
                        ? "{\"Quota\":{\"ServiceCode\":\"fargate\",\"QuotaCode\":\"L-3032A538\",\"Value\":" + vcpus
                                + "}}"
                        : "{\"__type\":\"NoSuchResourceException\"}");
    }

    /**
     * RDS's quotas of an account.
     *
     * @param databases number in use, of 40
     */
    static String accountAttributes(int databases) {
        StringBuilder quotas = new StringBuilder();
        Map.of("DBInstances", databases, "AllocatedStorage", 80, "ManualSnapshots", 3)
                .forEach((name, used) -> quotas.append("<AccountQuota><AccountQuotaName>")
                        .append(name)
                        .append("</AccountQuotaName><Used>")
                        .append(used)
                        .append("</Used><Max>")
                        .append(name.equals("AllocatedStorage") ? 100_000 : 40)
                        .append("</Max></AccountQuota>"));
        return "<DescribeAccountAttributesResponse><DescribeAccountAttributesResult><AccountQuotas>" + quotas
                + "</AccountQuotas></DescribeAccountAttributesResult></DescribeAccountAttributesResponse>";
    }

    private void orderable(HttpExchange exchange, Map<String, String> form) throws IOException {
        if (!form.containsKey("Engine")) {
            error(exchange, "MissingParameter");
            return;
        }
        xml(
                exchange,
                200,
                "<DescribeOrderableDBInstanceOptionsResponse><DescribeOrderableDBInstanceOptionsResult>"
                        + "<OrderableDBInstanceOptions>"
                        + (offered
                                ? "<OrderableDBInstanceOption><DBInstanceClass>" + form.get("DBInstanceClass")
                                        + "</DBInstanceClass></OrderableDBInstanceOption>"
                                : "")
                        + "</OrderableDBInstanceOptions></DescribeOrderableDBInstanceOptionsResult>"
                        + "</DescribeOrderableDBInstanceOptionsResponse>");
    }

    private void subscriptions(HttpExchange exchange, Map<String, String> form, byte[] body)
            throws IOException, InterruptedException {
        if (!pending) {
            forward(exchange, body, text -> text);
            return;
        }
        xml(
                exchange,
                200,
                "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member>"
                        + "<SubscriptionArn>PendingConfirmation</SubscriptionArn><Protocol>email</Protocol><TopicArn>"
                        + form.get("TopicArn") + "</TopicArn></member></Subscriptions></ListSubscriptionsByTopicResult>"
                        + "</ListSubscriptionsByTopicResponse>");
    }

    /** Adds the replica's state and certificate, which the emulator does not return. */
    private String withState(String answer) {
        boolean replica = answer.contains("<ReadReplicaSourceDBInstanceIdentifier>");
        String more = "<CertificateDetails><ValidTill>" + certificateEnds + "</ValidTill></CertificateDetails>"
                + (replica
                        ? "<StatusInfos><DBInstanceStatusInfo><StatusType>read replication</StatusType><Normal>"
                                + replication.equals("replicating") + "</Normal><Status>" + replication
                                + "</Status></DBInstanceStatusInfo></StatusInfos>"
                        : "");
        return answer.replaceAll("<CertificateDetails>.*?</CertificateDetails>|<CertificateDetails */>", "")
                .replaceAll("<StatusInfos>.*?</StatusInfos>|<StatusInfos */>", "")
                .replace("</DBInstance>", more + "</DBInstance>");
    }

    /** Sets the end of a certificate: the emulator imports no expired one. */
    private String withEnd(String answer) {
        return answer.replaceAll(
                "\"NotAfter\": *[0-9.]+",
                "\"NotAfter\": " + Instant.parse(publicCertificateEnds).getEpochSecond());
    }

    private void forward(HttpExchange exchange, byte[] body, UnaryOperator<String> change)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(emulator.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String before = new String(answer.body(), StandardCharsets.ISO_8859_1);
        String after = change.apply(before);
        answer.headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("connection")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        byte[] bytes = after.getBytes(StandardCharsets.ISO_8859_1);
        exchange.sendResponseHeaders(answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0 && pair.matches("[A-Za-z0-9.%]+=.*")) {
                try {
                    form.put(
                            URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return Map.of(); // no form
                }
            }
        }
        return form;
    }

    private static void error(HttpExchange exchange, String code) throws IOException {
        xml(exchange, BAD_REQUEST, "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>");
    }

    private static void xml(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "text/xml", body);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
