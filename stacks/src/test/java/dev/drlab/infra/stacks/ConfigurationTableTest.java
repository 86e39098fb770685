package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.infra.stacks.config.ConfigException;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the configuration's keys in {@code docs/stacks_overview.md}, held against what reads them. */
class ConfigurationTableTest {
    /** Words for a list, an object or a text that has nothing in it. */
    private static final Set<String> NOTHING = Set.of("none", "empty");

    private record Key(String name, String fallback) {}

    static List<Key> keys() throws IOException {
        List<Key> keys = new ArrayList<>();
        String page = Files.readString(Path.of("..", "docs", "stacks_overview.md"));
        String table = page.substring(page.indexOf("| key | default | rule |"));
        for (String row : table.substring(0, table.indexOf("\n\n")).split("\n")) {
            String[] cells = row.split(" \\| ");
            if (!cells[0].startsWith("| `")) {
                continue;
            }
            String[] names = cells[0].substring(2).split(", ");
            String[] fallbacks = cells[1].split(", ");
            for (int i = 0; i < names.length; i++) {
                keys.add(new Key(
                        names[i].replace("`", ""),
                        perRegion(names[i]) ? cells[1] : fallbacks[Math.min(i, fallbacks.length - 1)]));
            }
        }
        return keys;
    }

    private static boolean perRegion(String name) {
        return Set.of("`availabilityZones`", "`vpcCidrs`").contains(name);
    }

    @Test
    void theTableHasEveryKeyThatIsReadAndNoOther() throws IOException {
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigParser.parse("{\"noSuchKey\": 1}"));
        String known = refused.getMessage().replaceAll("(?s).*known are ([\\w, ]+).*", "$1");
        assertThat(keys()).extracting(Key::name).containsExactlyInAnyOrder(known.split(", "));
    }

    static Stream<Key> keysWithDefault() throws IOException {
        return keys().stream().filter(key -> !key.fallback().equals("not set"));
    }

    /** Given as the table has it, a default changes nothing. */
    @ParameterizedTest
    @MethodSource("keysWithDefault")
    void theTablesDefaultIsTheParsers(Key key) {
        assertThat(values(key.fallback())
                        .filter(value -> isRead(key.name(), value))
                        .toList())
                .as(key + ": a value of some form is accepted")
                .isNotEmpty()
                .allSatisfy(value -> assertThat(
                                ConfigParser.parse(context(key.name(), value).toString()))
                        .isEqualTo(ConfigParser.parse("{}")));
    }

    /** The forms in which the page's words may stand in JSON; the first that the parser takes counts. */
    private static Stream<JsonNode> values(String words) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String text = words.replace("`", "");
        if (NOTHING.contains(text)) {
            return Stream.of(nodes.textNode(""), nodes.arrayNode(), nodes.objectNode());
        }
        if (text.contains(", ")) {
            String[] both = text.split(", ");
            return Stream.of(nodes.objectNode().put("primary", both[0]).put("secondary", both[1]));
        }
        if (words.startsWith("`") && !text.startsWith("{")) {
            return Stream.of(nodes.textNode(text));
        }
        try {
            return Stream.of(Json.mapper().readTree(text));
        } catch (IOException e) {
            throw new IllegalStateException("a default that is no JSON: " + words, e);
        }
    }

    private static boolean isRead(String key, JsonNode value) {
        try {
            ConfigParser.parse(context(key, value).toString());
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static ObjectNode context(String key, JsonNode value) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.set(key, value);
        return context;
    }
}
