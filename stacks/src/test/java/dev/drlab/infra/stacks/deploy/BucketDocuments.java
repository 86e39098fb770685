package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Policies, logging and replication configurations of S3 buckets, returned as they were put. */
final class BucketDocuments {
    private static final AwsResponse EMPTY = AwsResponse.of(200, "application/xml", "");

    /** Documents by path and query, such as {@code /bucket?policy}. */
    private final Map<String, AwsResponse> documents = new ConcurrentHashMap<>();

    AwsResponse answer(AwsRequest request, EmulatorGap.Emulator moto) throws IOException, InterruptedException {
        String key = request.pathAndQuery().replaceFirst("[&?]x-id=.*", "").replaceFirst("=$", "");
        switch (request.method()) {
            case "PUT" -> {
                boolean policy = key.endsWith("?policy");
                AwsResponse answer =
                        policy ? putPolicy(request, moto) : key.endsWith("?logging") ? EMPTY : moto.send(request);
                if (answer.status() < 300) {
                    documents.put(
                            key, AwsResponse.of(200, policy ? "application/json" : "application/xml", request.text()));
                }
                return answer;
            }
            case "DELETE" -> {
                documents.remove(key);
                return moto.send(request);
            }
            default -> {
                AwsResponse put = documents.get(key);
                return put == null ? moto.send(request) : put;
            }
        }
    }

    /** Passes only the allowing statements on to the emulator. */
    private static AwsResponse putPolicy(AwsRequest request, EmulatorGap.Emulator moto)
            throws IOException, InterruptedException {
        ObjectNode policy = Json.object(request.text());
        var statements = policy.withArray("Statement").elements();
        boolean left = false;
        while (statements.hasNext()) {
            if (statements.next().path("Effect").asText().equals("Deny")) {
                statements.remove();
            } else {
                left = true;
            }
        }
        return left ? moto.send(request.withBody(policy.toString())) : AwsResponse.of(204, "text/plain", "");
    }
}
