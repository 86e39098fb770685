package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HealthCheck;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** Properties of the images before they run. */
@ExtendWith(ContainerEngine.class)
class ImagesIT {
    /** Name to identity. */
    private static Map<String, String> built;

    @BeforeAll
    static void build() {
        built = ImageBuild.run("--no-cache");
    }

    /** Twice from nothing, so that neither build takes a layer from the other. */
    @Test
    void theSameSourcesGiveTheSameImages() {
        assertThat(built).hasSize(3);
        assertThat(ImageBuild.run("--no-cache")).isEqualTo(built);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "verifier", "lab"})
    void runsAsAUserThatIsANumberAndNotRootAndSaysWhatItIs(String image) {
        ContainerConfig config = inspect(name(image)).getConfig();
        assertThat(config.getUser())
                .as("a number, for who checks that it is not root's")
                .matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(config.getLabels())
                .containsEntry("org.opencontainers.image.licenses", "MIT")
                .hasEntrySatisfying(
                        "org.opencontainers.image.title",
                        title -> assertThat(title).startsWith("drlab"))
                .hasEntrySatisfying(
                        "org.opencontainers.image.version",
                        version -> assertThat(version).contains("0."))
                .hasEntrySatisfying(
                        "org.opencontainers.image.revision",
                        commit -> assertThat(commit).matches("[0-9a-f]{40}.*|unknown"))
                .hasEntrySatisfying(
                        "org.opencontainers.image.base.name",
                        base -> assertThat(base).isNotBlank())
                .hasEntrySatisfying(
                        "org.opencontainers.image.base.digest",
                        digest -> assertThat(digest).matches("sha256:[0-9a-f]{64}"));
    }

    /** The list of parts names every library that is there, and none that is not. */
    @ParameterizedTest
    @ValueSource(strings = {"service", "verifier", "lab"})
    void carriesAListOfAllItsParts(String image) throws IOException {
        String name = name(image);
        JsonNode parts;
        try {
            parts = Json.mapper().readTree(file(name, "/opt/drlab/bom.json"));
        } catch (NotFoundException e) {
            throw new AssertionError(name + " has no bom.json: build its jars with -Psbom", e);
        }
        assertThat(parts.path("bomFormat").asText()).isEqualTo("CycloneDX");
        TreeSet<String> listed = new TreeSet<>();
        parts.path("components")
                .forEach(part -> listed.add(
                        part.path("name").asText() + "-" + part.path("version").asText()));
        assertThat(listed).isNotEmpty();
        String libraries = listing(name, "/opt/drlab/lib");
        assertThat(libraries.lines().filter(jar -> listed.stream().noneMatch(jar::startsWith)))
                .as("of its own module, and of no list")
                .singleElement()
                .asString()
                .startsWith("drlab-");
    }

    /** The service answers for itself; a run of the verifier and a lab end, and their exit code says how it went. */
    @Test
    void theServiceCarriesItsHealthCheckAndTheOthersNone() {
        HealthCheck service = healthCheck(name("service"));
        assertThat(service.getTest()).startsWith("CMD", "java").endsWith("dev.drlab.service.HealthProbe");
        assertThat(service.getInterval()).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(service.getTimeout()).isEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(service.getStartPeriod()).isEqualTo(Duration.ofSeconds(60).toNanos());
        assertThat(service.getRetries()).isEqualTo(3);
        for (String other : new String[] {"verifier", "lab"}) {
            HealthCheck none = healthCheck(name(other));
            List<String> test = none == null || none.getTest() == null ? List.of() : none.getTest();
            assertThat(test).as(other).isSubsetOf("NONE");
        }
    }

    /** Of the base that is made here; another may bring a shell, but no compiler. */
    @ParameterizedTest
    @ValueSource(strings = {"service", "verifier"})
    void hasNoShellAndNoCompiler(String image) {
        List<String> absent =
                new ArrayList<>(List.of("/opt/java/bin/javac", "/opt/java/openjdk/bin/javac", "/usr/bin/javac"));
        String base = System.getenv("DRLAB_IMAGE_BASE");
        if (base != null && base.contains("drlab/base-java")) {
            absent.addAll(List.of("/bin/sh", "/usr/bin/apt-get"));
        }
        String name = name(image);
        for (String path : absent) {
            assertThatThrownBy(() -> file(name, path)).as(path).isInstanceOf(NotFoundException.class);
        }
    }

    private static String name(String image) {
        return built.keySet().stream()
                .filter(name -> name.contains("drlab/" + image + ":"))
                .findFirst()
                .orElseThrow();
    }

    private static InspectImageResponse inspect(String name) {
        return docker().inspectImageCmd(name).exec();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /** That of a container, which is not started: podman does not tell that of an image. */
    private static HealthCheck healthCheck(String image) {
        CreateContainerResponse made = docker().createContainerCmd(image).exec();
        try {
            return docker().inspectContainerCmd(made.getId()).exec().getConfig().getHealthcheck();
        } finally {
            remove(made);
        }
    }

    /** A file of the image; it is not started. */
    private static String file(String image, String path) {
        return Archives.onlyFile(archive(image, path));
    }

    private static String listing(String image, String path) {
        return Archives.names(archive(image, path));
    }

    private static byte[] archive(String image, String path) {
        CreateContainerResponse made = docker().createContainerCmd(image).exec();
        try (InputStream in =
                docker().copyArchiveFromContainerCmd(made.getId(), path).exec()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } finally {
            remove(made);
        }
    }

    private static void remove(CreateContainerResponse container) {
        docker().removeContainerCmd(container.getId())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }
}
