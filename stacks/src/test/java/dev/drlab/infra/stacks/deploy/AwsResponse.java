package dev.drlab.infra.stacks.deploy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A response of AWS, of the emulator or of a stub. */
record AwsResponse(int status, Headers headers, byte[] body) {

    static AwsResponse json(String body) {
        return of(200, "application/x-amz-json-1.1", body);
    }

    static AwsResponse xml(String body) {
        return of(200, "text/xml", body);
    }

    static AwsResponse of(int status, String contentType, String body) {
        Headers headers = new Headers();
        headers.set("Content-Type", contentType);
        return new AwsResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An error in the request's protocol, with a status that no client retries. */
    static AwsResponse error(AwsRequest request, String code, String message) {
        if (request.service().equals("ec2")) {
            return of(
                    400,
                    "text/xml",
                    "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors></Response>"
                            .formatted(code, Xml.escape(message)));
        }
        if (request.service().equals("s3")) {
            return of(
                    400,
                    "application/xml",
                    "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, Xml.escape(message)));
        }
        if (!request.form().isEmpty() || request.service().equals("route53")) {
            return of(
                    400,
                    "text/xml",
                    "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                            .formatted(code, Xml.escape(message)));
        }
        AwsResponse answer = of(
                400,
                "application/x-amz-json-1.1",
                "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message.replace("\"", "'")));
        answer.headers().set("X-Amzn-ErrorType", code);
        return answer;
    }

    AwsResponse withStatus(int other) {
        return new AwsResponse(other, headers, body);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
        exchange.close();
    }
}
