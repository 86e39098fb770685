package dev.drlab.infra.stacks.deploy;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs functions: an invocation goes to the function's process, a {@link FunctionProcess}. */
final class Functions {
    private static final String ERROR = "X-Amz-Function-Error";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, URI> processes = new ConcurrentHashMap<>();

    /** Adds the region's function of that name. */
    void run(String region, String function, URI process) {
        processes.put(region + "/" + function, process);
    }

    AwsResponse invoke(AwsRequest request) throws IOException, InterruptedException {
        String function = request.path().replaceAll(".*/functions/|/invocations", "");
        URI process = processes.get(request.region() + "/" + function);
        if (process == null) {
            throw new IllegalStateException("no function " + function + " runs in " + request.region());
        }
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(process)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        Headers headers = new Headers();
        headers.set("Content-Type", "application/json");
        Optional<String> error = answer.headers().firstValue(ERROR);
        error.ifPresent(value -> headers.set(ERROR, value));
        return new AwsResponse(answer.statusCode(), headers, answer.body());
    }
}
