package dev.drlab.infra.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.infra.stacks.config.ConfigParser;
import dev.drlab.infra.stacks.config.LabConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All stacks of a configuration, as Terraform reads them. The shared ones are synthesized once per JVM. */
public final class Synthesis {
    private static final JsonMapper JSON = Json.mapper();

    private final LabConfig config;
    private final Map<String, StackJson> stacks = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Synthesis(LabConfig config) {
        this.config = config;
        try {
            Path directory = Files.createTempDirectory("drlab-synth");
            for (String name : DrlabApp.synth(config, directory)) {
                byte[] bytes = Files.readAllBytes(
                        directory.resolve("stacks").resolve(name).resolve("cdk.tf.json"));
                files.put(name, bytes);
                stacks.put(name, new StackJson(name, JSON.readTree(bytes)));
            }
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stacks of the default configuration: no domain, no e-mail address. */
    public static Synthesis plain() {
        return Shared.PLAIN;
    }

    /**
     * The stacks with a domain, new certificates, an e-mail address, a firewall, images by digest, and one key for each
     * region.
     */
    public static Synthesis full() {
        return Shared.FULL;
    }

    /**
     * The stacks of the default configuration with a domain, an e-mail address and a firewall, which add every optional
     * resource.
     */
    public static Synthesis documented() {
        return Shared.DOCUMENTED;
    }

    static Synthesis of(LabConfig config) {
        return new Synthesis(config);
    }

    public LabConfig config() {
        return config;
    }

    /** The stacks in the order in which they are deployed. */
    public List<StackJson> stacks() {
        return List.copyOf(stacks.values());
    }

    public StackJson stack(String name) {
        return stacks.get(name);
    }

    /** Content of the files by their name. */
    Map<String, byte[]> files() {
        return files;
    }

    /** A policy document. References, which contain quotes, are replaced by the word {@code reference}. */
    public static JsonNode policy(String template) {
        StringBuilder json = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith("${", at)) {
                json.append("reference");
                at = afterReference(template, at);
            } else {
                json.append(template.charAt(at++));
            }
        }
        return parse(json.toString());
    }

    private static int afterReference(String template, int from) {
        int depth = 0;
        for (int at = from + 1; at < template.length(); at++) {
            char c = template.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("a reference without an end: " + template.substring(from));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static final class Shared {
        static final Synthesis PLAIN = new Synthesis(ConfigParser.parse("{}"));
        static final Synthesis DOCUMENTED = new Synthesis(ConfigParser.parse("""
                {"domainName": "app.example.com", "hostedZoneId": "Z123456", "alarmEmail": "a@example.com",
                 "wafEnabled": true, "githubRepository": "owner/drlab"}
                """));
        static final Synthesis FULL =
                new Synthesis(ConfigParser.parse("""
                {"domainName": "app.example.com", "hostedZoneId": "Z123456", "alarmEmail": "a@example.com",
                 "useMultiRegionKms": false, "wafEnabled": true, "flowLogDays": 365, "imageDigests": {
                   "service": "sha256:%s", "verifier": "sha256:%s"}}
                """.formatted("a1".repeat(32), "b2".repeat(32))));
    }
}
