package dev.drlab.lab.simulation.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.control.expression.Errors;
import java.io.IOException;
import java.util.UUID;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Answers DynamoDB's JSON 1.0 protocol from a store. */
final class DynamoHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoHandler.class);
    private static final ObjectMapper JSON = Json.mapper();
    private static final String TARGET_PREFIX = "DynamoDB_20120810.";
    private static final String MODEL_PREFIX = "com.amazonaws.dynamodb.v20120810#";
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final ControlStore store;

    DynamoHandler(ControlStore store) {
        this.store = store;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                respond(exchange, 413, error("RequestEntityTooLargeException", "a request may have 1 MiB"));
                return;
            }
            answer(exchange, body);
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        int status = 200;
        ObjectNode answer;
        try {
            answer = perform(exchange.getRequestHeaders().getFirst("X-Amz-Target"), JSON.readTree(body));
        } catch (AwsServiceException e) {
            status = e.statusCode();
            answer = error(e);
        } catch (JsonProcessingException | ItemJson.MalformedException e) {
            status = 400;
            answer = error("com.amazon.coral.service#SerializationException", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the control endpoint failed", e);
            status = 500;
            answer = error(MODEL_PREFIX + "InternalServerError", e.toString());
        }
        respond(exchange, status, answer);
    }

    private ObjectNode perform(String target, JsonNode body) {
        String operation =
                target != null && target.startsWith(TARGET_PREFIX) ? target.substring(TARGET_PREFIX.length()) : "";
        return switch (operation) {
            case "GetItem" ->
                DynamoJson.answer(
                        "Item",
                        store.get(DynamoJson.read(body, GetItemRequest.builder(), GetItemRequest.class))
                                .item());
            case "PutItem" ->
                DynamoJson.answer(
                        "Attributes",
                        store.put(DynamoJson.read(body, PutItemRequest.builder(), PutItemRequest.class))
                                .attributes());
            case "UpdateItem" ->
                DynamoJson.answer(
                        "Attributes",
                        store.update(DynamoJson.read(body, UpdateItemRequest.builder(), UpdateItemRequest.class))
                                .attributes());
            case "DeleteItem" ->
                DynamoJson.answer(
                        "Attributes",
                        store.delete(DynamoJson.read(body, DeleteItemRequest.builder(), DeleteItemRequest.class))
                                .attributes());
            default -> throw Errors.unknownOperation(target);
        };
    }

    private static ObjectNode error(AwsServiceException e) {
        String code = e.awsErrorDetails().errorCode();
        String prefix = code.equals("ValidationException") || code.equals("UnknownOperationException")
                ? "com.amazon.coral.validate#"
                : MODEL_PREFIX;
        ObjectNode node = error(prefix + code, e.awsErrorDetails().errorMessage());
        if (e instanceof ConditionalCheckFailedException failed && failed.hasItem()) {
            node.set("Item", ItemJson.json(failed.item()));
        }
        return node;
    }

    private static ObjectNode error(String type, String message) {
        return JSON.createObjectNode().put("__type", type).put("message", message);
    }

    private static void respond(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/x-amz-json-1.0");
        headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
        headers.set("x-amz-crc32", Long.toString(crc.getValue()));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
