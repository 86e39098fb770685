package dev.drlab.planreview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for GitHub's API of comments, as https://docs.github.com/en/rest/issues/comments has it, with what it refuses: no
 * token, a body of more than 65,536 characters, a comment of somebody else's.
 */
final class PullRequests implements AutoCloseable {
    private static final int LIMIT = 65_536;
    private static final Pattern LIST = Pattern.compile("/repos/o/r/issues/7/comments");
    private static final Pattern ONE = Pattern.compile("/repos/o/r/issues/comments/(\\d+)");

    /** One comment; {@code type} is User or Bot. */
    record Comment(int id, String type, String body) {}

    private final HttpServer server;
    private final List<Comment> comments = new ArrayList<>();
    private final Queue<Integer> failures = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private String failing = "";
    private int failure;
    private int next = 1;

    PullRequests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void add(String type, String body) {
        comments.add(new Comment(next++, type, body));
    }

    /** The next calls get these answers. */
    synchronized void fail(int... statuses) {
        for (int status : statuses) {
            failures.add(status);
        }
    }

    /** From now on every call of the method gets this answer. */
    synchronized void failFrom(String method, int status) {
        failing = method;
        failure = status;
    }

    synchronized List<Comment> comments() {
        return List.copyOf(comments);
    }

    /** Methods and paths, in order. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(method + " " + path);
        if (!failures.isEmpty()) {
            answer(exchange, failures.remove(), "{\"message\": \"as the test wants it\"}");
        } else if (method.equals(failing)) {
            answer(exchange, failure, "{\"message\": \"as the test wants it\"}");
        } else if (!"Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"message\": \"Bad credentials\"}");
        } else if (LIST.matcher(path).matches()) {
            ofPullRequest(exchange, method, body);
        } else {
            ofComment(exchange, method, body, ONE.matcher(path));
        }
    }

    private void ofPullRequest(HttpExchange exchange, String method, String body) throws IOException {
        if (method.equals("GET")) {
            list(exchange);
            return;
        }
        String text = Plans.json(body).path("body").asText();
        if (text.length() > LIMIT) {
            answer(exchange, 422, "{\"message\": \"Body is too long (maximum is 65536 characters)\"}");
        } else {
            add("Bot", text);
            answer(exchange, 201, json(comments.get(comments.size() - 1)).toString());
        }
    }

    private void ofComment(HttpExchange exchange, String method, String body, Matcher one) throws IOException {
        int index = -1;
        for (int i = 0; one.matches() && i < comments.size(); i++) {
            index = comments.get(i).id() == Integer.parseInt(one.group(1)) ? i : index;
        }
        if (index < 0) {
            answer(exchange, 404, "{\"message\": \"Not Found\"}");
        } else if (!comments.get(index).type().equals("Bot")) {
            answer(exchange, 403, "{\"message\": \"Must have admin rights\"}");
        } else if (method.equals("DELETE")) {
            comments.remove(index);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else {
            String text = Plans.json(body).path("body").asText();
            if (text.length() > LIMIT) {
                answer(exchange, 422, "{\"message\": \"Body is too long (maximum is 65536 characters)\"}");
                return;
            }
            comments.set(index, new Comment(comments.get(index).id(), "Bot", text));
            answer(exchange, 200, json(comments.get(index)).toString());
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int per = number(query, "per_page", 30);
        int from = (number(query, "page", 1) - 1) * per;
        ArrayNode page = Plans.MAPPER.createArrayNode();
        for (int i = from; i < Math.min(from + per, comments.size()); i++) {
            page.add(json(comments.get(i)));
        }
        answer(exchange, 200, page.toString());
    }

    private static int number(String query, String name, int otherwise) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=(\\d+)").matcher(String.valueOf(query));
        return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
    }

    private static ObjectNode json(Comment comment) {
        ObjectNode json =
                Plans.MAPPER.createObjectNode().put("id", comment.id()).put("body", comment.body());
        json.put("html_url", "http://example.invalid/" + comment.id());
        json.putObject("user").put("type", comment.type());
        return json;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
