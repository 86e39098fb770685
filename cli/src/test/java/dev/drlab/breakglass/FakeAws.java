package dev.drlab.breakglass;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers the real SDK's clients on the loopback interface: STS, the runbook in SSM, and one function. */
public final class FakeAws implements AutoCloseable {
    public static final String ACCOUNT = "123456789012";
    public static final String ARN = "arn:aws:sts::123456789012:assumed-role/drlab-operator/me";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Function function = (payload, answer) -> answer.send(200, Map.of(), "{}");

    /** The response of an invocation. */
    @FunctionalInterface
    public interface Function {
        void invoke(String payload, Answer answer) throws IOException, InterruptedException;
    }

    /** An answer that may also stay away. */
    public static final class Answer {
        private final HttpExchange exchange;

        private Answer(HttpExchange exchange) {
            this.exchange = exchange;
        }

        public void send(int status, Map<String, String> headers, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        /** Ends the connection without a word, as a lost answer does. */
        public void lose() {
            exchange.close();
        }
    }

    public FakeAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void function(Function newFunction) {
        function = newFunction;
    }

    /** The calls in order: {@code sts}, {@code ssm}, or {@code lambda NAME PAYLOAD}. */
    public List<String> calls() {
        return calls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        Answer answer = new Answer(exchange);
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        if (path.startsWith("/2015-03-31/functions/")) {
            calls.add("lambda " + path.split("/")[3] + " " + body);
            try {
                function.invoke(body, answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (body.contains("Action=GetCallerIdentity")) {
            calls.add("sts");
            answer.send(200, Map.of("Content-Type", "text/xml"), identity());
        } else if (target.equals("AmazonSSM.GetParameter")) {
            calls.add("ssm");
            answer.send(
                    200,
                    Map.of("Content-Type", "application/x-amz-json-1.1"),
                    "{\"Parameter\":{\"Name\":\"/drlab/runbook\",\"Value\":\"{\\\"region\\\":\\\"us-west-2\\\","
                            + "\\\"agentFunction\\\":\\\"drlab-agent\\\",\\\"lockLeaseSeconds\\\":30,"
                            + "\\\"topicArn\\\":\\\"arn\\\"}\"}}");
        } else {
            calls.add("unknown " + path + " " + target + " " + body);
            answer.send(404, Map.of(), "");
        }
    }

    private static String identity() {
        return "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<GetCallerIdentityResult><Arn>" + ARN + "</Arn><UserId>u</UserId><Account>" + ACCOUNT
                + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
