package dev.drlab.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Both phases against fake clients: what they do, and what a second run leaves alone. */
class BootstrapTest {
    private static final Deployment DEPLOYMENT = new Deployment("drlab", "123456789012", "ap-southeast-2", "us-west-2");
    private static final String MACHINE = "arn:aws:states:ap-southeast-2:123456789012:stateMachine:drlab-activate";

    @TempDir
    private Path directory;

    private final FakeCloud cloud = new FakeCloud();
    private final List<String> out = new ArrayList<>();
    private final List<String> engine = new ArrayList<>();

    @Test
    void theZipGoesToBothBucketsUnderAKeyOfItsContentAndOnlyOnce() throws Exception {
        Path zip = Files.writeString(directory.resolve("agent.zip"), "content");
        cloud.buckets.addAll(
                List.of("drlab-123456789012-ap-southeast-2-artifacts", "drlab-123456789012-us-west-2-artifacts"));
        ContentHash hash = new AgentUpload(cloud, out::add).upload(DEPLOYMENT, zip);
        new AgentUpload(cloud, out::add).upload(DEPLOYMENT, zip);
        assertThat(cloud.calls).containsExactly("put ap-southeast-2", "put us-west-2");
        assertThat(hash.hex()).isEqualTo("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
        assertThat(hash.base64()).isEqualTo("7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=");
        assertThat(cloud.objects).contains("drlab-123456789012-us-west-2-artifacts/agent/" + hash.hex() + ".zip");
    }

    @Test
    void regionsOfEveryPartitionAreTaken() {
        assertThat(new Deployment("drlab", "123456789012", "eusc-de-east-1", "us-isob-east-1").regions())
                .containsExactly("eusc-de-east-1", "us-isob-east-1");
        assertThatThrownBy(() -> new Deployment("drlab", "123456789012", "us-west-2a", "us-west-2"))
                .hasMessageContaining("--primary-region");
    }

    @Test
    void aMissingBucketSaysWhatToDeployFirst() throws Exception {
        Path zip = Files.writeString(directory.resolve("agent.zip"), "content");
        assertThatThrownBy(() -> new AgentUpload(cloud, out::add).upload(DEPLOYMENT, zip))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContainingAll("drlab-123456789012-ap-southeast-2-artifacts", "data stack");
    }

    @Test
    void anImageIsBuiltAsInTheTestsOnceAndPushedWhereItIsMissingWithTheTokenOnStandardInput() throws Exception {
        cloud.images.add("ap-southeast-2/drlab/service:t1");
        assertThat(push(ImageEngine.DOCKER).push(DEPLOYMENT, image("service"), "t1", "linux/amd64"))
                .contains(FakeCloud.DIGEST);
        String registry = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
        assertThat(engine)
                .containsExactly(
                        "images/build --packaged --platform linux/amd64 --tag t1 service",
                        "docker login --username AWS --password-stdin " + registry + " < secret-us-west-2",
                        "docker tag drlab/service:t1 " + registry + "/drlab/service:t1",
                        "docker push " + registry + "/drlab/service:t1");
    }

    @Test
    void aProjectOfAnotherNameAndPodmanGetTheSameImage() throws Exception {
        Deployment shop = new Deployment("shop", "123456789012", "ap-southeast-2", "us-west-2");
        cloud.images.add("ap-southeast-2/shop/verifier:t1");
        push(ImageEngine.of(Map.of("CONTAINER_HOST", "unix:///x"))).push(shop, image("verifier"), "t1", "linux/arm64");
        String registry = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
        assertThat(engine)
                .containsExactly(
                        "images/build --packaged --platform linux/arm64 --tag t1 verifier",
                        "podman --remote login --username AWS --password-stdin " + registry + " < secret-us-west-2",
                        "podman --remote tag localhost/drlab/verifier:t1 " + registry + "/shop/verifier:t1",
                        "podman --remote push " + registry + "/shop/verifier:t1");
    }

    @Test
    void withoutASocketOfPodmanTheEngineIsDocker() {
        assertThat(ImageEngine.of(Map.of())).isEqualTo(ImageEngine.DOCKER);
        assertThat(ImageEngine.of(Map.of("CONTAINER_HOST", ""))).isEqualTo(ImageEngine.DOCKER);
    }

    /** A program's path is that of the source tree, wherever the command is called from. */
    @Test
    void aProgramOfTheSourceTreeRunsInIt() throws Exception {
        Path script = Files.createDirectories(directory.resolve("images")).resolve("build");
        Files.writeString(script, "#!/bin/sh\ncat >seen; pwd >>seen\nexit 3\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        assertThat(new SystemCommands(directory).run(List.of("images/build"), Optional.of("in ")))
                .isEqualTo(3);
        assertThat(directory.resolve("seen")).content().isEqualTo("in " + directory.toRealPath() + "\n");
    }

    @Test
    void anImageThatIsEverywhereIsNotBuilt() throws Exception {
        cloud.images.addAll(List.of("ap-southeast-2/drlab/service:t1", "us-west-2/drlab/service:t1"));
        assertThat(push(ImageEngine.DOCKER).push(DEPLOYMENT, image("service"), "t1", "linux/amd64"))
                .contains(FakeCloud.DIGEST);
        assertThat(engine).isEmpty();
    }

    @Test
    void imagesThatDifferUnderOneTagHaveNoCommonDigestAndAreTold() throws Exception {
        cloud.images.addAll(List.of("ap-southeast-2/drlab/service:t1", "us-west-2/drlab/service:t1"));
        cloud.digests.put("us-west-2/drlab/service:t1", "sha256:" + "b2".repeat(32));
        assertThat(push(ImageEngine.DOCKER).push(DEPLOYMENT, image("service"), "t1", "linux/amd64"))
                .isEmpty();
        assertThat(out).last().asString().contains("drlab/service:t1", "a1a1", "b2b2", "by its tag");
    }

    @Test
    void withoutAnEngineTheMessageNamesTheWayAround() {
        Commands none = (command, input) -> {
            throw new IOException("Cannot run program");
        };
        assertThatThrownBy(() -> new ImagePush(cloud, none, ImageEngine.DOCKER, out::add).requireEngine())
                .isInstanceOf(BootstrapException.class)
                .hasMessageContainingAll("docker", "--skip-images");
        assertThatThrownBy(
                        () -> new ImagePush(cloud, (command, input) -> 1, ImageEngine.PODMAN, out::add).requireEngine())
                .isInstanceOf(BootstrapException.class)
                .hasMessageContainingAll("engine", "podman", "--skip-images");
    }

    @Test
    void aFailedPushNamesTheCommandButNotTheToken() throws Exception {
        Commands refusing = (command, input) -> command.contains("login") ? 1 : 0;
        ImagePush push = new ImagePush(cloud, refusing, ImageEngine.DOCKER, out::add);
        Image image = image("service");
        assertThatThrownBy(() -> push.push(DEPLOYMENT, image, "t1", "linux/amd64"))
                .hasMessageContaining("docker login")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theTagFollowsTheContentOfAllImages() throws Exception {
        List<Image> images = List.of(image("service"), image("verifier"));
        String before = Image.commonTag(images);
        assertThat(Image.commonTag(images)).isEqualTo(before).hasSize(16);
        Files.writeString(directory.resolve("verifier/target/lib/library.jar"), "newer");
        String newer = Image.commonTag(images);
        assertThat(newer).isNotEqualTo(before);
        Files.createDirectories(directory.resolve("service/target/certs"));
        Files.writeString(directory.resolve("service/target/certs/authorities.pem"), "authority");
        assertThat(Image.commonTag(images)).isNotEqualTo(newer);
    }

    @Test
    void imagesWithoutJarsOrTheListOfTheirPartsAskForABuild() throws Exception {
        assertThatThrownBy(() -> Image.commonTag(List.of(new Image("service", directory))))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContaining("mvn");
        Image image = image("service");
        Files.delete(directory.resolve("service/target/bom.json"));
        assertThatThrownBy(() -> Image.commonTag(List.of(image)))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContainingAll("bom.json", "-Psbom");
    }

    /** Maven leaves what it built of another version where it is, and an image takes all the jars. */
    @Test
    void whatIsOfAnotherVersionIsNotDeployedBesideItsOwnNorInItsPlace() throws Exception {
        BuiltVersion version = new BuiltVersion("1.10.0");
        Image image = image("service");
        Path target = image.context().resolve("target");
        Files.move(target.resolve("drlab.jar"), target.resolve("drlab-service-1.10.0.jar"));
        Files.writeString(target.resolve("lib/drlab-contract-1.10.0.jar"), "contract");
        version.require(image);

        Path older = Files.writeString(target.resolve("drlab-service-1.9.0.jar"), "older");
        assertThatThrownBy(() -> version.require(image))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContainingAll("drlab-service-1.10.0.jar", "drlab-service-1.9.0.jar", "drlab 1.10.0", "mvn");
        Files.delete(older);
        Files.writeString(target.resolve("lib/drlab-contract-1.9.0.jar"), "older");
        assertThatThrownBy(() -> version.require(image))
                .hasMessageContainingAll("drlab-contract-1.10.0.jar", "drlab-contract-1.9.0.jar");
    }

    /** By name 1.9.0 is the last of both, and was taken. */
    @Test
    void theAgentsZipIsThatOfTheVersionOrNone() throws Exception {
        BuiltVersion version = new BuiltVersion("1.10.0");
        assertThatThrownBy(() -> version.agentZip(directory)).hasMessageContaining("no agent zip");
        Path zip = Files.writeString(directory.resolve("drlab-agent-lambda-1.10.0-lambda.zip"), "zip");
        assertThat(version.agentZip(directory)).isEqualTo(zip);
        Files.writeString(directory.resolve("drlab-agent-lambda-1.9.0-lambda.zip"), "older");
        assertThatThrownBy(() -> version.agentZip(directory))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContainingAll("1.10.0-lambda.zip", "1.9.0-lambda.zip", "drlab 1.10.0");
        Files.delete(zip);
        assertThatThrownBy(() -> version.agentZip(directory))
                .hasMessageContainingAll("1.9.0-lambda.zip", "drlab 1.10.0");
    }

    @Test
    void migratesInThePrimaryRegionThenMakesItTheWriterAndWaits() throws Exception {
        cloud.states.add(state(ExecutionStatus.RUNNING));
        cloud.states.add(state(ExecutionStatus.SUCCEEDED));
        DatabaseSteps steps = steps();
        steps.migrate(DEPLOYMENT);
        steps.activate(DEPLOYMENT, Duration.ofMinutes(1));
        assertThat(cloud.calls)
                .containsExactly(
                        "invoke ap-southeast-2 drlab-agent {\"action\":\"migrate\"}",
                        "start " + MACHINE + " {\"mode\":\"initial\",\"reason\":\"bootstrap\"}",
                        "describe arn:new",
                        "describe arn:new");
    }

    @Test
    void aBootstrapThatStillRunsIsJoined() throws Exception {
        cloud.running.add(ExecutionListItem.builder()
                .name("bootstrap-1")
                .executionArn("arn:earlier")
                .build());
        cloud.states.add(state(ExecutionStatus.SUCCEEDED));
        steps().activate(DEPLOYMENT, Duration.ofMinutes(1));
        assertThat(cloud.calls).containsExactly("describe arn:earlier");
    }

    @Test
    void failuresSayWhatTheFunctionAndTheMachineSaid() {
        cloud.functionError = "Unhandled";
        assertThatThrownBy(() -> steps().migrate(DEPLOYMENT)).hasMessageContaining("migrated");
        cloud.states.add(DescribeExecutionResponse.builder()
                .status(ExecutionStatus.FAILED)
                .error("StaleDatabase")
                .cause("epoch 3")
                .build());
        assertThatThrownBy(() -> steps().activate(DEPLOYMENT, Duration.ofMinutes(1)))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContainingAll("FAILED", "StaleDatabase", "epoch 3");
    }

    @Test
    void timeLimitEndsWithTheExecutionsName() {
        cloud.states.add(state(ExecutionStatus.RUNNING));
        assertThatThrownBy(() -> steps().activate(DEPLOYMENT, Duration.ofSeconds(-1)))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContaining("arn:new");
    }

    private DatabaseSteps steps() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
        return new DatabaseSteps(cloud, out::add, clock, Duration.ZERO);
    }

    private ImagePush push(ImageEngine with) {
        return new ImagePush(cloud, this::record, with, out::add);
    }

    private int record(List<String> command, Optional<String> input) {
        engine.add(String.join(" ", command) + input.map(i -> " < " + i).orElse(""));
        if (command.contains("push")) {
            String remote = command.get(command.size() - 1);
            cloud.images.add(remote.replaceFirst("^\\d+\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/", "$1/"));
        }
        return 0;
    }

    private Image image(String name) throws IOException {
        Path context = directory.resolve(name);
        Files.createDirectories(context.resolve("target/lib"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch");
        Files.writeString(context.resolve("target/bom.json"), "{}");
        Files.writeString(context.resolve("target/drlab.jar"), "jar");
        Files.writeString(context.resolve("target/lib/library.jar"), "library");
        return new Image(name, context);
    }

    private static DescribeExecutionResponse state(ExecutionStatus status) {
        return DescribeExecutionResponse.builder().status(status).output("{}").build();
    }
}
