package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No service refuses the characters of a name, a description or a tag, whatever the configuration adds to it. */
class AwsTextsTest {
    /**
     * Characters in tags that every service accepts
     * (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html).
     */
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*");

    private static final Synthesis WIDE = Synthesis.of(ConfigParser.parse("""
            {"projectName": "a1b", "natGateways": 2, "wafEnabled": true, "dbMultiAz": true, "s3ReplicateDeletes": true}"""));

    /** Stacks with and without a domain, with and without a firewall, with one multi-region key and with two keys. */
    private static List<StackJson> everyStack() {
        return Stream.of(Synthesis.plain(), Synthesis.documented(), Synthesis.full(), WIDE)
                .flatMap(synthesis -> synthesis.stacks().stream())
                .toList();
    }

    @Test
    void everyNameAndDescriptionIsTakenByItsService() {
        Map<String, AwsText> rules = new TreeMap<>();
        AwsText.all().forEach(rule -> rules.put(rule.type() + "." + rule.attribute(), rule));
        Set<String> wrong = new TreeSet<>();
        Set<String> met = new TreeSet<>();
        for (StackJson stack : everyStack()) {
            for (Block block : stack.resources()) {
                block.body().properties().forEach(member -> {
                    if (!isNameOrDescription(member.getKey(), member.getValue())) {
                        return;
                    }
                    String key = block.type() + "." + member.getKey();
                    AwsText rule = rules.get(key);
                    String text = member.getValue().textValue();
                    met.add(key);
                    if (rule == null) {
                        wrong.add(key + ": what does its service take? A row in AwsText, with its source");
                    } else if (!rule.accepts(text)) {
                        wrong.add(block + ": " + member.getKey() + " is '" + text + "', its service takes "
                                + rule.accepted() + " (" + rule.source() + ")");
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(met).as("rules that no resource needs").containsAll(rules.keySet());
    }

    /** A reference to another resource's name is checked where that name is set. */
    private static boolean isNameOrDescription(String attribute, JsonNode value) {
        boolean described = attribute.equals("description") || attribute.endsWith("_description");
        boolean named = NameLengthTest.NAMES.contains(attribute)
                && value.isTextual()
                && !value.textValue().contains("${");
        return value.isTextual() && (described || named);
    }

    @Test
    void everyTagIsTakenByEveryService() {
        List<String> wrong = new ArrayList<>();
        int looked = 0;
        for (StackJson stack : everyStack()) {
            for (JsonNode tags : stack.json().findValues("tags")) {
                for (Map.Entry<String, JsonNode> tag : tags.properties()) {
                    looked++;
                    String value = tag.getValue().asText();
                    if (!value.contains("${")
                            && !TAG.matcher(tag.getKey() + value).matches()) {
                        wrong.add(stack.name() + ": " + tag.getKey() + " is '" + value + "'");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(looked).isGreaterThan(100);
    }
}
