package dev.drlab.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** compose.yaml fits the lab's image: what it mounts, and what its comments and docs/images.md tell to type. */
class ComposeFileTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    private final JsonNode lab = compose().path("services").path("lab");

    @Test
    void itTakesTheImageThatTheCommandBuilds() throws IOException {
        assertThat(lab.path("image").asText()).isEqualTo("${DRLAB_LAB_IMAGE:-drlab/lab:local}");
        assertThat(Files.readString(HOME.resolve("images/build"))).contains("tag=local");
    }

    @Test
    void theLabNeedsNoPrivilegeAndKeepsWhatItWrites() throws IOException {
        assertThat(lab.path("read_only").asBoolean()).isTrue();
        assertThat(lab.path("cap_drop").path(0).asText()).isEqualTo("ALL");
        assertThat(lab.path("network_mode").asText()).isEqualTo("host");
        String[] volume = lab.path("volumes").path(0).asText().split(":");
        assertThat(compose().path("volumes").has(volume[0])).isTrue();
        assertThat(dockerfile()).contains("WORKDIR " + volume[1]).containsPattern("VOLUME .*" + volume[1]);
    }

    /** The image starts the command by a file of options, which is also how a second command is typed. */
    @Test
    void aSecondCommandIsStartedAsTheImageStartsTheFirst() throws IOException {
        Matcher entry = Pattern.compile("ENTRYPOINT (\\[.*\\])").matcher(dockerfile());
        assertThat(entry.find()).isTrue();
        List<String> words = new ArrayList<>();
        Json.mapper().readTree(entry.group(1)).forEach(word -> words.add(word.asText()));
        String typed = "docker compose exec lab " + String.join(" ", words) + " status";
        assertThat(Files.readString(HOME.resolve("compose.yaml"))).contains(typed);
        assertThat(Files.readString(HOME.resolve("docs/images.md"))).contains(typed);
    }

    private static String dockerfile() throws IOException {
        return Files.readString(HOME.resolve("cli/Dockerfile"));
    }

    private static JsonNode compose() {
        try {
            return YAMLMapper.builder().build().readTree(Files.readAllBytes(HOME.resolve("compose.yaml")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
