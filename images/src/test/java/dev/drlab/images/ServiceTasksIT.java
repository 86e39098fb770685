package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The service as it is deployed: two tasks in the primary region and one in the secondary, with the task definition's settings, PostgreSQL
 * primary and standby in containers behind TLS, the lab's control tables and buckets.
 */
@ExtendWith(ContainerEngine.class)
class ServiceTasksIT {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(90);
    private static final String FIRST = "127.0.0.11";
    private static final String SECOND = "127.0.0.12";
    private static final String STANDBY = "127.0.0.21";
    private static final int PORT = 8080;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    @ExtendWith(RunningTwoRegions.class)
    private static TwoRegions regions;

    private static String image;

    @BeforeAll
    static void build() throws Exception {
        image = ImageBuild.of("service");
    }

    @Test
    void writesAndReadsThroughEitherTaskAndThroughTheStandbyRegion() throws Exception {
        TaskContainer first = primary(FIRST, Map.of());
        TaskContainer second = primary(SECOND, Map.of());
        TaskContainer standby =
                started(regions.service(image, TwoRegions.SECONDARY, STANDBY, url(FIRST, ""), Map.of()));
        awaitAnswer(FIRST, "/active");
        awaitAnswer(SECOND, "/active");
        awaitAnswer(STANDBY, "/healthz");

        JsonNode written = json(post(FIRST, "one"), 201);
        assertThat(written.path("region").asText()).isEqualTo(TwoRegions.PRIMARY);
        String item = "/items/" + written.path("id").asText();
        assertThat(json(get(SECOND, item), 200).path("value").asText()).isEqualTo("one");

        await().atMost(TIME_LIMIT).until(() -> post(STANDBY, "two").statusCode() == 201);
        JsonNode forwarded = json(post(STANDBY, "three"), 201);
        assertThat(forwarded.path("region").asText())
                .as("a standby hands writes on")
                .isEqualTo(TwoRegions.PRIMARY);
        await().atMost(TIME_LIMIT)
                .until(() ->
                        get(STANDBY, item).headers().firstValue("X-Replica-Lag").isPresent());

        assertThat(put(FIRST, "/objects/a/b", "content").statusCode()).isEqualTo(201);
        assertThat(get(SECOND, "/objects/a/b").body()).isEqualTo("content");

        isHardened(first);
        isHardened(standby);
        isHealthyByTheImagesOwnCheck(second);
    }

    /** As the kernel has it, not as the engine says. (Podman adds two of its own to a read-only root, /run and /var/tmp.) */
    private static void isHardened(TaskContainer task) {
        assertThat(task.kernelSays("Uid").split("\\s+")).containsOnly("10001");
        assertThat(task.kernelSays("Gid").split("\\s+")).containsOnly("10001");
        assertThat(task.kernelSays("CapEff")).isEqualTo("0000000000000000");
        assertThat(task.kernelSays("CapBnd")).isEqualTo("0000000000000000");
        assertThat(task.writableMounts())
                .as("what can be written of its file systems, but for what the engine itself puts into /etc")
                .filteredOn(mount -> !mount.startsWith("/etc/") && !mount.startsWith("/run"))
                .filteredOn(mount -> !mount.equals("/var/tmp"))
                .containsExactlyElementsOf(regions.stacks()
                        .task("drlab-service", TwoRegions.PRIMARY)
                        .scratch());
    }

    private static void isHealthyByTheImagesOwnCheck(TaskContainer task) throws Exception {
        String dockerfile = Files.readString(
                Path.of("").toAbsolutePath().getParent().resolve("service").resolve("Dockerfile"));
        Matcher check = Pattern.compile("(?s)HEALTHCHECK.*?CMD (\\[.*?\\])\\n").matcher(dockerfile);
        assertThat(check.find()).isTrue();
        List<String> command = new ArrayList<>();
        Json.mapper().readTree(check.group(1)).forEach(part -> command.add(part.asText()));
        assertThat(task.execInContainer(command.toArray(String[]::new)).getExitCode())
                .isZero();
    }

    /** SIGTERM under load: it ends in time and by itself, and what it acknowledged is there. */
    @Test
    void aTaskThatIsStoppedEndsWithinTheTimeOutAndLosesNothingThatItAcknowledged() throws Exception {
        String stopped = "127.0.0.13";
        String staying = "127.0.0.14";
        TaskContainer task = primary(stopped, Map.of());
        primary(staying, Map.of());
        awaitAnswer(stopped, "/active");
        awaitAnswer(staying, "/active");
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean writing = new AtomicBoolean(true);
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String name = "writer-" + i + "-";
            writers.add(CompletableFuture.runAsync(() -> write(stopped, name, writing, acknowledged)));
        }
        await().atMost(TIME_LIMIT).until(() -> acknowledged.size() > 200);

        int timeOut = regions.stacks().task("drlab-service", TwoRegions.PRIMARY).stopTimeoutSeconds();
        Ended ended = task.stopAsEcs();
        writing.set(false);
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

        assertThat(ended.exitCode())
                .as("of SIGTERM, not of SIGKILL: %s", ended.log())
                .isEqualTo(143);
        assertThat(ended.took()).isLessThan(Duration.ofSeconds(timeOut));
        System.out.println("stopped in " + ended.took().toMillis() + " ms of " + timeOut + " s with "
                + acknowledged.size() + " writes acknowledged");
        for (Map.Entry<String, String> each : acknowledged.entrySet()) {
            assertThat(json(get(staying, "/items/" + each.getKey()), 200)
                            .path("value")
                            .asText())
                    .isEqualTo(each.getValue());
        }
    }

    private static void write(String address, String name, AtomicBoolean writing, Map<String, String> acknowledged) {
        for (int i = 0; writing.get(); i++) {
            try {
                HttpResponse<String> answer = post(address, name + i);
                if (answer.statusCode() == 201) {
                    acknowledged.put(
                            Json.mapper().readTree(answer.body()).path("id").asText(), name + i);
                }
            } catch (IOException refused) {
                return; // it is gone
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A thread that it had ended would be missed by nobody: the process ends, and ECS starts another task. */
    @Test
    void outOfMemoryEndsTheContainer() throws Exception {
        String address = "127.0.0.15";
        TaskContainer task = primary(address, Map.of("JAVA_TOOL_OPTIONS", "-Xmx28m"));
        awaitAnswer(address, "/active");
        List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
        String body = "x".repeat(2 * 1024 * 1024);
        for (int i = 0; i < 64; i++) {
            requests.add(HTTP.sendAsync(
                    HttpRequest.newBuilder(URI.create(url(address, "/objects/large-" + i)))
                            .timeout(Duration.ofSeconds(60))
                            .PUT(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString()));
        }
        Ended ended = task.awaitEnd(TIME_LIMIT);
        requests.forEach(request -> request.cancel(true));
        assertThat(ended.exitCode()).as(ended.log()).isEqualTo(3);
        assertThat(ended.log()).contains("java.lang.OutOfMemoryError");
    }

    private static TaskContainer primary(String address, Map<String, String> more) {
        return started(regions.service(image, TwoRegions.PRIMARY, address, url(STANDBY, ""), more));
    }

    private static TaskContainer started(TaskContainer task) {
        task.start();
        return task;
    }

    private static void awaitAnswer(String address, String path) {
        await("200 of " + address + path)
                .atMost(TIME_LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(address, path).statusCode() == 200);
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.mapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(String address, String path) throws IOException, InterruptedException {
        return HTTP.send(request(address, path).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String address, String value) throws IOException, InterruptedException {
        return HTTP.send(
                request(address, "/items")
                        .POST(BodyPublishers.ofString("{\"value\": \"" + value + "\"}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> put(String address, String path, String content)
            throws IOException, InterruptedException {
        return HTTP.send(
                request(address, path).PUT(BodyPublishers.ofString(content)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String address, String path) {
        return HttpRequest.newBuilder(URI.create(url(address, path))).timeout(Duration.ofSeconds(10));
    }

    private static String url(String address, String path) {
        return "http://" + address + ":" + PORT + path;
    }
}
