package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drlab.infra.stacks.DrlabApp;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * {@code state-backend/bootstrap.sh} with Terraform and the real provider against an emulated AWS: from nothing,
 * repeated, after a kill, and where it cannot work.
 */
@Tag("emulator")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StateBootstrapIT {
    private static final String PRIMARY = "PrimaryStateBackendStack";
    private static final String SECONDARY = "SecondaryStateBackendStack";
    private static final Map<String, String> BUCKETS = Map.of(
            PRIMARY, "drlab-" + AwsRequest.ACCOUNT + "-ap-southeast-2-tfstate",
            SECONDARY, "drlab-" + AwsRequest.ACCOUNT + "-us-west-2-tfstate");
    private static final Path SCRIPT =
            Path.of("..", "state-backend", "bootstrap.sh").toAbsolutePath().normalize();
    private static final Path WORK = Path.of("target", "state-bootstrap-it").toAbsolutePath();
    private static final Path STATE = WORK.resolve("state");

    private static final Path CALLS = WORK.resolve("calls.log");

    private static EmulatedCloud cloud;
    private static Path cliConfig;

    @BeforeAll
    static void start() throws IOException {
        Directories.empty(WORK);
        Files.createDirectories(WORK.resolve("plugins"));
        String mirror = System.getenv("DRLAB_TF_PLUGIN_DIR");
        cliConfig = Files.writeString(
                WORK.resolve("terraform.rc"),
                mirror == null ? "" : "provider_installation { filesystem_mirror { path = \"" + mirror + "\" } }");
        DrlabApp.synth(
                ConfigParser.parse("{\"accountId\": \"" + AwsRequest.ACCOUNT + "\"}"), WORK.resolve("synthesized"));
        for (String stack : BUCKETS.keySet()) {
            Path json =
                    WORK.resolve("synthesized").resolve("stacks").resolve(stack).resolve("cdk.tf.json");
            // The emulator has no host name per bucket.
            Files.writeString(
                    json,
                    Files.readString(json)
                            .replace(
                                    "\"allowed_account_ids\"",
                                    "\"s3_use_path_style\": true,\n\"allowed_account_ids\""));
        }
        cloud = EmulatedCloud.start(WORK);
    }

    @AfterAll
    static void stop() throws IOException {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    @Order(1)
    void aRunThatWasKilledAfterTheBucketWasMadeGoesOnWhereItStopped() throws Exception {
        Path output = WORK.resolve("killed");
        try (ChildProcess run = ChildProcess.start(
                List.of(SCRIPT.toString(), "--yes", PRIMARY), WORK, environment(cloud.endpoint()), output)) {
            Awaitility.await("the bucket is made, see " + output)
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !run.isAlive() || text(CALLS).contains("s3:PUT /" + BUCKETS.get(PRIMARY)));
            assertThat(run.isAlive()).as(text(output)).isTrue();
        }
        assertThat(text(output)).doesNotContain("moving its state");

        Result again = bootstrap(cloud.endpoint());

        assertThat(again.exitCode()).as(again.output()).isZero();
        for (String stack : BUCKETS.keySet()) {
            assertThat(content(stateInBucket(stack)))
                    .as("state of %s in its bucket", stack)
                    .contains("\"aws_s3_bucket\"")
                    .isEqualTo(content(text(STATE.resolve(stack + ".tfstate.moved"))));
            assertThat(STATE.resolve(stack + ".tfstate")).doesNotExist();
        }
    }

    @Test
    @Order(2)
    void aSecondRunChangesNothingAndLocksTheStateInItsBucket() throws Exception {
        Result result = bootstrap(cloud.endpoint());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().split("No changes", -1)).as(result.output()).hasSize(BUCKETS.size() + 1);
        assertThat(text(CALLS)).contains(PRIMARY + ".tfstate.tflock", SECONDARY + ".tfstate.tflock");
    }

    @Test
    @Order(3)
    void credentialsThatAwsRefusesAreOneLine() throws Exception {
        HttpServer sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", exchange -> AwsResponse.of(403, "text/xml", """
                        <ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>\
                        <Message>The security token included in the request is invalid.</Message></Error></ErrorResponse>""").send(exchange));
        sts.start();
        try {
            Result result =
                    bootstrap(URI.create("http://127.0.0.1:" + sts.getAddress().getPort()));

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.output().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("AWS refuses the credentials (InvalidClientTokenId)", "AWS_PROFILE");
        } finally {
            sts.stop(0);
        }
    }

    @Test
    @Order(4)
    void noNetworkIsOneLine() throws Exception {
        Result result = bootstrap(URI.create("http://127.0.0.1:9"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output().strip().lines())
                .singleElement()
                .asString()
                .contains("AWS cannot be reached", "check the network");
    }

    /** The state without the fields that Terraform changes at its first write to a bucket. */
    private static String content(String state) {
        return state.lines()
                .filter(line -> !line.matches("  \"(lineage|serial)\": .*"))
                .collect(Collectors.joining("\n"));
    }

    private static String stateInBucket(String stack) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        cloud.endpoint().resolve("/" + BUCKETS.get(stack) + "/" + stack + ".tfstate"))
                // The signature has only the right form: the emulator does not check it.
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/us-west-2/s3/aws4_request, SignedHeaders=host,"
                                + " Signature=0")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Result bootstrap(URI endpoint) throws IOException, InterruptedException {
        Path output = WORK.resolve("output");
        Files.deleteIfExists(output);
        try (ChildProcess run =
                ChildProcess.start(List.of(SCRIPT.toString(), "--yes"), WORK, environment(endpoint), output)) {
            return new Result(run.exitCode(), text(output));
        }
    }

    private static Map<String, String> environment(URI endpoint) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "DRLAB_SYNTH", WORK.resolve("synthesized").toString(),
                "DRLAB_STATE", STATE.toString(),
                "TF_PLUGIN_CACHE_DIR", WORK.resolve("plugins").toString(),
                "TF_CLI_CONFIG_FILE", cliConfig.toString(),
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", "emulator",
                "AWS_SECRET_ACCESS_KEY", "emulator",
                "AWS_EC2_METADATA_DISABLED", "true",
                "CHECKPOINT_DISABLE", "true"));
        for (String other :
                List.of("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_STS", "TF_LOG")) {
            variables.put(other, "");
        }
        return variables;
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private record Result(int exitCode, String output) {}
}
