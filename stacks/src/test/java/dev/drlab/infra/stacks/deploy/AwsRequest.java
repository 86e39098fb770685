package dev.drlab.infra.stacks.deploy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call to AWS as it was received. Service and region come from the credential scope of its Signature Version 4
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html). Both are empty in an
 * unsigned request.
 *
 * @param service name under which the call was signed, such as {@code rds}
 * @param region region for which the call was signed; {@code us-east-1} for the global services
 * @param operation name of the action in the query and JSON protocols, such as {@code DescribeDBInstances}; method and
 *     path in the REST protocols, such as {@code GET /schedules/drlab}
 */
record AwsRequest(
        String service,
        String region,
        String operation,
        String method,
        String pathAndQuery,
        Headers headers,
        byte[] body,
        Map<String, String> form) {
    /** The account id of the emulator. */
    static final String ACCOUNT = "123456789012";

    private static final Pattern SCOPE =
            Pattern.compile("Credential=(?<key>[^/]+)/\\d{8}/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request");

    static AwsRequest read(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readAllBytes();
        }
        Headers headers = exchange.getRequestHeaders();
        String method = exchange.getRequestMethod();
        String authorization = headers.getFirst("Authorization");
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        boolean signed = scope.find();
        Map<String, String> form = form(headers, body);
        return new AwsRequest(
                signed ? scope.group("service") : "",
                signed ? scope.group("region") : "",
                operation(headers, form, method, exchange.getRequestURI().getPath()),
                method,
                exchange.getRequestURI().toString(),
                headers,
                body,
                form);
    }

    /** The id of the key that signed the call; empty in an unsigned request. */
    String accessKey() {
        String authorization = headers.getFirst("Authorization");
        Matcher signed = SCOPE.matcher(authorization == null ? "" : authorization);
        return signed.find() ? signed.group("key") : "";
    }

    /** The path without its query. */
    String path() {
        return pathAndQuery.split("\\?", 2)[0];
    }

    /** A parameter of the query; empty when it is absent. */
    String query(String name) {
        return queries().getOrDefault(name, "");
    }

    /** Whether the query has the parameter, with or without a value. */
    boolean asks(String name) {
        return queries().containsKey(name);
    }

    /** The query's parameters. Of a repeated parameter the first one counts. */
    private Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        String[] parts = pathAndQuery.split("\\?", 2);
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&", -1)) {
            String[] sides = pair.split("=", 2);
            queries.putIfAbsent(decode(sides[0]), sides.length < 2 ? "" : decode(sides[1]));
        }
        return queries;
    }

    /** The body as text. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A member of the form in the query protocol; empty when it is absent. */
    String parameter(String name) {
        return form.getOrDefault(name, "");
    }

    /** The members {@code NAME.1}, {@code NAME.2}, … in the query protocol. */
    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 1; form.containsKey(name + "." + i); i++) {
            values.add(form.get(name + "." + i));
        }
        return values;
    }

    /** The members {@code Tags.Tag.N.Key} and {@code Tags.Tag.N.Value} in the query protocol. */
    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 1; form.containsKey("Tags.Tag." + i + ".Key"); i++) {
            tags.put(form.get("Tags.Tag." + i + ".Key"), parameter("Tags.Tag." + i + ".Value"));
        }
        return tags;
    }

    /** The same call with another body. */
    AwsRequest withBody(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new AwsRequest(service, region, operation, method, pathAndQuery, headers, bytes, form(headers, bytes));
    }

    /** The same call with another path. */
    AwsRequest withPath(String other) {
        return new AwsRequest(service, region, operation, method, other, headers, body, form);
    }

    /** Another action of the same service in the JSON protocol. */
    AwsRequest calling(String action, String inRegion, String text) {
        Headers changed = new Headers();
        changed.putAll(headers);
        changed.set(
                "Authorization", headers.getFirst("Authorization").replace("/" + region + "/", "/" + inRegion + "/"));
        String target = headers.getFirst("X-Amz-Target");
        changed.set("X-Amz-Target", target.substring(0, target.lastIndexOf('.') + 1) + action);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new AwsRequest(service, inRegion, action, method, pathAndQuery, changed, bytes, form);
    }

    /** Service, operation and region, for messages. */
    String describe() {
        return service + ":" + operation + " in " + (region.isEmpty() ? "no region" : region);
    }

    private static String operation(Headers headers, Map<String, String> form, String method, String path) {
        String target = headers.getFirst("X-Amz-Target");
        if (target != null) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        String action = form.get("Action");
        return action == null ? method + " " + path : action;
    }

    private static Map<String, String> form(Headers headers, byte[] body) {
        Map<String, String> form = new LinkedHashMap<>();
        String type = headers.getFirst("Content-Type");
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            return form;
        }
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
