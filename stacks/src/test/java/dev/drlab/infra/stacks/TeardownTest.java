package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.StackJson.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stacks for {@code stacks/destroy}: no protection is left, and nothing else differs. */
class TeardownTest {
    private static final String STAMP = "20260102t030405";

    /**
     * Names that providers give to arguments that protect, delay or refuse. The pattern is wider than the arguments in
     * use.
     */
    private static final Pattern PROTECTING = Pattern.compile(
            "prevent_destroy|.*(deletion|termination)_protection.*|skip_destroy|skip_final_snapshot|force_(destroy|delete)"
                    + "|.*recovery_window.*|delete_automated_backups|final_snapshot_identifier|.*retain_on_delete.*"
                    + "|.*object_lock.*|.*vault_lock.*|.*lock_configuration.*");

    /** Such arguments with the values that they may have in a stack without protections. */
    private static final Map<String, Set<String>> LIFTED = new TreeMap<>(Map.ofEntries(
            Map.entry("prevent_destroy", Set.of("false")),
            Map.entry("deletion_protection", Set.of("false")),
            Map.entry("deletion_protection_enabled", Set.of("false")),
            Map.entry("enable_deletion_protection", Set.of("false")),
            Map.entry("skip_destroy", Set.of("false")),
            Map.entry("force_destroy", Set.of("true")),
            Map.entry("force_delete", Set.of("true")),
            Map.entry("recovery_window_in_days", Set.of("0")),
            Map.entry("skip_final_snapshot", Set.of("false")),
            Map.entry("delete_automated_backups", Set.of("false")),
            Map.entry(
                    "final_snapshot_identifier",
                    Set.of("drlab-ap-southeast-2-final-" + STAMP, "drlab-us-west-2-final-" + STAMP))));

    static Stream<Synthesis> configurations() {
        return Stream.of(Synthesis.plain(), Synthesis.documented(), Synthesis.full());
    }

    /** A new protecting argument is in the normal synthesis first. This test fails until the teardown removes it. */
    @ParameterizedTest
    @MethodSource("configurations")
    void nothingProtectsAnyMore(Synthesis synthesis) {
        Map<String, Set<String>> before = new TreeMap<>();
        Map<String, Set<String>> after = new TreeMap<>();
        for (StackJson stack : synthesis.stacks()) {
            protecting(stack.json().path("resource"), before);
            protecting(rewritten(stack, Optional.of(STAMP)).path("resource"), after);
        }

        assertThat(before.keySet()).hasSizeGreaterThan(8);
        assertThat(after.keySet()).containsAll(before.keySet());
        assertThat(after).isEqualTo(LIFTED);
    }

    @Test
    void everyBucketRepositoryAndVaultIsEmptied() {
        Map<String, String> emptiedBy = Map.of(
                "aws_s3_bucket", "force_destroy",
                "aws_ecr_repository", "force_delete",
                "aws_backup_vault", "force_destroy");
        List<Block> found = new ArrayList<>();
        for (StackJson stack : Synthesis.plain().stacks()) {
            new StackJson(stack.name(), rewritten(stack, Optional.of(STAMP)))
                    .resources().stream()
                            .filter(block -> emptiedBy.containsKey(block.type()))
                            .forEach(found::add);
        }
        assertThat(found)
                .hasSizeGreaterThan(10)
                .allSatisfy(block -> assertThat(
                                block.body().path(emptiedBy.get(block.type())).asBoolean())
                        .as(block.toString())
                        .isTrue());
    }

    /** Otherwise removing the protections would change or replace resources that are still in use. */
    @ParameterizedTest
    @MethodSource("configurations")
    void nothingElseIsDifferent(Synthesis synthesis) {
        for (StackJson stack : synthesis.stacks()) {
            ObjectNode normal = stack.json().deepCopy();
            ObjectNode teardown = rewritten(stack, Optional.of(STAMP));
            withoutProtection(normal.path("resource"));
            withoutProtection(teardown.path("resource"));
            assertThat(teardown).as(stack.name()).isEqualTo(normal);
        }
    }

    @Test
    void everythingThatChangesIsApplied() {
        for (StackJson stack : Synthesis.plain().stacks()) {
            ObjectNode json = stack.json().deepCopy();
            List<String> plan = new Teardown(Optional.of(STAMP)).unprotect(json);
            List<String> changed = new ArrayList<>();
            for (Block block : stack.resources()) {
                ObjectNode was = block.body().deepCopy();
                ObjectNode is = json.path("resource")
                        .path(block.type())
                        .path(block.id())
                        .deepCopy();
                // Read by Terraform itself during the destruction.
                was.remove("lifecycle");
                is.remove("lifecycle");
                if (!was.equals(is)) {
                    changed.add("lift " + block.type() + "." + block.id());
                }
            }
            assertThat(plan).as(stack.name()).containsAll(changed);
        }
    }

    /** One stack creates both regions' keys. The keys of state buckets and topics encrypt no snapshot. */
    @ParameterizedTest
    @MethodSource("bothKindsOfKeys")
    void theKeysOfTheSnapshotsStay(Synthesis synthesis) {
        Map<String, String> regions = new TreeMap<>();
        for (StackJson stack : synthesis.stacks()) {
            List<Block> keys = stack.resources().stream()
                    .filter(block -> block.type().matches("aws_kms_(replica_)?key"))
                    .filter(block -> stack.name().endsWith("DataStack"))
                    .toList();
            keys.forEach(key -> regions.put(key.region(), stack.name()));
            assertThat(plan(stack, Optional.of(STAMP)).stream().filter(line -> line.startsWith("keep")))
                    .as(stack.name())
                    .containsExactlyInAnyOrderElementsOf(keys.stream()
                            .map(block -> "keep " + block.type() + "." + block.id())
                            .toList());
            assertThat(plan(stack, Optional.empty())).noneMatch(line -> line.startsWith("keep"));
        }
        assertThat(regions)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("ap-southeast-2", "PrimaryDataStack", "us-west-2", "PrimaryDataStack"));
    }

    static Stream<Synthesis> bothKindsOfKeys() {
        return Stream.of(Synthesis.plain(), Synthesis.full());
    }

    @Test
    void withoutSnapshotsNothingOfADatabaseIsKept() {
        StackJson stack = Synthesis.plain().stack("PrimaryDataStack");
        ObjectNode json = rewritten(stack, Optional.empty());
        JsonNode database =
                json.path("resource").path("aws_db_instance").elements().next();
        assertThat(database.path("skip_final_snapshot").asBoolean()).isTrue();
        assertThat(database.path("delete_automated_backups").asBoolean()).isTrue();
    }

    @Test
    void refusesAStampThatNoSnapshotCanHave() {
        for (String bad : List.of("", "a-", "A", "a_b", "a b")) {
            assertThatThrownBy(() -> new Teardown(Optional.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + bad + "\"");
        }
    }

    /** The scripts read the files with sed, and the normal synthesis does not change. */
    @Test
    void writesAnotherDirectoryOneValueALine(@TempDir Path directory) throws IOException {
        Synthesis normal = Synthesis.plain();
        List<String> stacks = DrlabApp.synth(normal.config(), directory);
        new Teardown(Optional.of(STAMP)).rewrite(directory, stacks);

        Map<String, byte[]> again = Synthesis.of(normal.config()).files();
        normal.files().forEach((stack, bytes) -> assertThat(again.get(stack)).isEqualTo(bytes));
        for (String stack : stacks) {
            Path home = directory.resolve("stacks").resolve(stack);
            assertThat(Files.readAllLines(home.resolve(Teardown.PLAN)))
                    .isEqualTo(plan(normal.stack(stack), Optional.of(STAMP)));
            assertThat(Files.readAllLines(home.resolve("cdk.tf.json")))
                    .contains("        \"allowed_account_ids\": [", "          \"000000000000\"")
                    .anyMatch(line -> line.matches(" {8}\"region\": \"[a-z0-9-]+\",?"))
                    .contains("        \"use_lockfile\": true");
        }
    }

    private static List<String> plan(StackJson stack, Optional<String> stamp) {
        return new Teardown(stamp).unprotect(stack.json().deepCopy());
    }

    private static ObjectNode rewritten(StackJson stack, Optional<String> stamp) {
        ObjectNode json = stack.json().deepCopy();
        new Teardown(stamp).unprotect(json);
        return json;
    }

    /** Collects every protecting argument with its values. */
    private static void protecting(JsonNode node, Map<String, Set<String>> found) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (PROTECTING.matcher(member.getKey()).matches()) {
                found.computeIfAbsent(member.getKey(), name -> new TreeSet<>())
                        .add(member.getValue().asText());
            }
            protecting(member.getValue(), found);
        }
        if (node.isArray()) {
            node.forEach(item -> protecting(item, found));
        }
    }

    private static void withoutProtection(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(object.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> PROTECTING.matcher(name).matches())
                    .toList());
        }
        node.forEach(TeardownTest::withoutProtection);
    }
}
