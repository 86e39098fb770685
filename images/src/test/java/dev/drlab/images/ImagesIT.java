package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** What an image is, before it runs. */
@ExtendWith(ContainerEngine.class)
class ImagesIT {
    private static final String SHELL = "/bin/sh";

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
                        commit -> assertThat(commit).matches("[0-9a-f]{40}.*|unknown"));
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

    /** With the base that is made here; another may bring what it likes. */
    @ParameterizedTest
    @ValueSource(strings = {"service", "verifier"})
    void hasNoShellAndNoCompiler(String image) {
        String base = System.getenv("DRLAB_IMAGE_BASE");
        assumeTrue(base != null && base.contains("drlab/base-java"), "the base is not drlab's own");
        String name = name(image);
        for (String path : new String[] {SHELL, "/usr/bin/apt-get", "/opt/java/bin/javac", "/usr/bin/javac"}) {
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
            docker().removeContainerCmd(made.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        }
    }
}
