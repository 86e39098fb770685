package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.utility.DockerImageName;

/** {@code images/build} with a docker that only writes down how it is called: what it asks BuildKit for. */
@Timeout(60)
class BuildWithDockerTest {
    private static final String IDENTITY = "ab".repeat(32);

    @TempDir
    private Path tree;

    @BeforeEach
    void plant() throws IOException {
        Path home = Path.of("").toAbsolutePath().getParent();
        for (String file : List.of("images/build", "pom.xml")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.copy(home.resolve(file), tree.resolve(file));
        }
        Files.createDirectories(tree.resolve("service/target"));
        Files.writeString(tree.resolve("service/target/drlab-service-" + version() + ".jar"), "jar");
    }

    /** That of the sources: jars of another are refused. */
    private String version() throws IOException {
        Matcher version = Pattern.compile("^  <version>(.*)</version>", Pattern.MULTILINE)
                .matcher(Files.readString(tree.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** A tested image and a deployed one differ by platform and tag alone. */
    @Test
    void asksForTheSameWhateverPlatformAndTag() throws Exception {
        docker("[ \"$*\" != 'buildx inspect drlab' ] || exit 1");

        assertThat(build("--packaged", "--platform", "linux/arm64", "--tag", "t1", "service"))
                .isEqualTo("drlab/service:t1 " + IDENTITY + "\n");

        List<String> calls = Files.readAllLines(tree.resolve("calls"));
        assertThat(calls)
                .element(calls.size() - 2)
                .asString()
                .startsWith("1767225600 buildx build --builder drlab ")
                .contains("--output type=docker,name=drlab/service:t1,rewrite-timestamp=true ")
                .containsPattern(
                        "--build-arg BASE=eclipse-temurin:17-jre@(sha256:[0-9a-f]{64}) --build-arg BASE_DIGEST=\\1 "
                                + "--build-arg VERSION=0[.]")
                .containsPattern("--build-arg REVISION=(unknown|[0-9a-f]{40}\\S*) --platform linux/arm64 service$");
        assertThat(calls).contains("1767225600 buildx create --name drlab --driver docker-container");
    }

    @Test
    void aBuilderThatIsThereIsTaken() throws Exception {
        docker("");

        build("--packaged", "service");

        assertThat(tree.resolve("calls")).content().doesNotContain("create").contains("drlab/service:local");
    }

    /** A tag may be another image tomorrow: what is recorded is what it is built from. */
    @Test
    void aBaseThatIsNamedByATagIsBuiltFromByItsDigest() throws Exception {
        docker("[ \"$2\" != imagetools ] || echo sha256:" + IDENTITY);

        build("--packaged", "--base", "registry.example.com/java:17", "service");

        assertThat(tree.resolve("calls"))
                .content()
                .contains("buildx imagetools inspect --format {{.Manifest.Digest}} registry.example.com/java:17\n")
                .contains("--build-arg BASE=registry.example.com/java:17@sha256:" + IDENTITY
                        + " --build-arg BASE_DIGEST=sha256:" + IDENTITY);
    }

    @Test
    void aBaseThatIsNamedByItsDigestIsTaken() throws Exception {
        docker("");

        build("--packaged", "--base", "registry.example.com/java@sha256:" + IDENTITY, "service");

        assertThat(tree.resolve("calls"))
                .content()
                .doesNotContain("imagetools")
                .contains("--build-arg BASE=registry.example.com/java@sha256:" + IDENTITY
                        + " --build-arg BASE_DIGEST=sha256:" + IDENTITY);
    }

    @Test
    void aBaseWhoseDigestNobodyTellsIsRefused() throws Exception {
        docker("[ \"$2\" != imagetools ] || exit 1");

        assertThat(build("--packaged", "--base", "registry.example.com/java:17", "service"))
                .contains("no registry has the base registry.example.com/java:17");
        assertThat(tree.resolve("calls")).content().doesNotContain("buildx build");
    }

    /** One default: what the Dockerfiles have alone and what the command gives them are the same bytes. */
    @Test
    void everyDefaultBaseIsTheSameAndPinned() throws Exception {
        Path home = Path.of("").toAbsolutePath().getParent();
        Matcher command =
                Pattern.compile("DRLAB_IMAGE_BASE:-([^}]*)}").matcher(Files.readString(home.resolve("images/build")));
        assertThat(command.find()).isTrue();
        assertThat(command.group(1)).matches("eclipse-temurin:17-jre@sha256:[0-9a-f]{64}");
        for (String file : List.of("service/Dockerfile", "orchestration/verifier-job/Dockerfile", "cli/Dockerfile")) {
            assertThat(Files.readString(home.resolve(file))).as(file).contains("\nARG BASE=" + command.group(1) + "\n");
        }
    }

    @Test
    void theDatabasesDefaultImageIsPinnedAndANameThatTestcontainersTakes() {
        DockerImageName name = DockerImageName.parse(DatabaseContainer.DEFAULT_IMAGE);
        name.assertValid();
        assertThat(name.getVersionPart()).matches("sha256:[0-9a-f]{64}");
    }

    /** The image of an earlier build is there under the same name. */
    @Test
    void aBuildThatFailsIsNoResult() throws Exception {
        docker("[ \"$1 $2\" != 'buildx build' ] || exit 1");

        assertThat(build("--packaged", "service")).doesNotContain(IDENTITY);
    }

    @Test
    void withoutBuildxItSaysWhatToInstall() throws Exception {
        docker("[ \"$1\" != buildx ] || exit 1");

        assertThat(build("--packaged", "service")).contains("buildx; install it");
    }

    private void docker(String body) throws IOException {
        Path docker = Files.createDirectories(tree.resolve("bin")).resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo "$SOURCE_DATE_EPOCH $*" >>'%s'
                %s
                [ "$1" != image ] || echo sha256:%s
                exit 0
                """.formatted(tree.resolve("calls"), body, IDENTITY));
        assertThat(docker.toFile().setExecutable(true)).isTrue();
    }

    /** The script's output, standard output and standard error together. */
    private String build(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(tree.resolve("images/build").toString())
                .directory(tree.toFile())
                .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeAll(List.of("CONTAINER_HOST", "DRLAB_IMAGE_BASE", "DRLAB_LAB_IMAGE_BASE"));
        builder.environment().merge("PATH", tree.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
