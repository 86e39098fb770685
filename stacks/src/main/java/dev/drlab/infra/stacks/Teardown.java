package dev.drlab.infra.stacks;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The synthesized stacks for {@code stacks/destroy}: the same resources without everything that keeps Terraform or AWS
 * from deleting them. They are other files in another directory, so {@code cdktf synth} cannot write them by mistake.
 *
 * <p>Terraform destroys by the arguments in its state, so the changed arguments have to be applied first. Beside each
 * stack is a file {@value #PLAN} with one line for each step: {@code lift ADDRESS} is to be applied; {@code database
 * ADDRESS IDENTIFIER} names a database; {@code keep ADDRESS} stays in AWS.
 */
final class Teardown {
    /** File name, beside a stack's {@code cdk.tf.json}. */
    static final String PLAN = "teardown.txt";

    private static final String DATABASE = "aws_db_instance";
    /** Keys stay: they encrypt the final snapshots, which cannot be read once their key is deleted. */
    private static final List<String> KEYS = List.of("aws_kms_key", "aws_kms_replica_key");

    /** Types that AWS deletes only when they are empty, with the argument by which the provider empties them. */
    private static final Map<String, String> EMPTIED_BY = Map.of(
            "aws_s3_bucket", "force_destroy",
            "aws_ecr_repository", "force_delete",
            "aws_backup_vault", "force_destroy");

    private static final BooleanNode NO = BooleanNode.FALSE;
    private static final BooleanNode YES = BooleanNode.TRUE;

    /**
     * Arguments that prevent or delay a deletion, with the values that replace them. Only arguments that a stack sets
     * are replaced.
     */
    private static final Map<String, JsonNode> LIFTED = new TreeMap<>(Map.of(
            "deletion_protection", NO,
            "deletion_protection_enabled", NO,
            "enable_deletion_protection", NO,
            "skip_destroy", NO,
            // A secret that waits for its deletion still holds its name, which the next deployment needs.
            "recovery_window_in_days", IntNode.valueOf(0)));

    private static final JsonMapper JSON = Json.mapper();
    /** CDKTF's format, one value a line: the deployment scripts read it with sed. */
    private static final ObjectWriter WRITER = JSON.writer(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    private final Optional<String> snapshots;

    /**
     * @param snapshots suffix of the names of the databases' final snapshots, different for each teardown; empty:
     *     neither final snapshots nor automated backups are kept
     */
    Teardown(Optional<String> snapshots) {
        this.snapshots = snapshots;
        snapshots.ifPresent(stamp -> {
            // RDS allows letters, digits and single hyphens, and no hyphen at the end.
            if (!stamp.matches("[a-z0-9]+")) {
                throw new IllegalArgumentException("the stamp of the final snapshots is \"" + stamp
                        + "\": use lower-case letters and digits only");
            }
        });
    }

    /**
     * Rewrites every stack below the directory.
     *
     * @param stacks names of the stacks
     * @throws IOException if a stack cannot be read or written
     */
    void rewrite(Path directory, List<String> stacks) throws IOException {
        for (String stack : stacks) {
            Path home = directory.resolve("stacks").resolve(stack);
            Path file = home.resolve("cdk.tf.json");
            ObjectNode json = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
            List<String> plan = unprotect(json);
            Files.write(file, WRITER.writeValueAsBytes(json));
            Files.write(home.resolve(PLAN), plan);
        }
    }

    /** Removes the protections from the stack, and returns the lines of its plan. */
    List<String> unprotect(ObjectNode stack) {
        List<String> plan = new ArrayList<>();
        stack.path("resource")
                .properties()
                .forEach(type -> type.getValue().properties().forEach(resource -> {
                    String address = type.getKey() + "." + resource.getKey();
                    ObjectNode body = (ObjectNode) resource.getValue();
                    if (body.path("lifecycle").path("prevent_destroy").asBoolean()) {
                        ((ObjectNode) body.path("lifecycle")).put("prevent_destroy", false);
                    }
                    Map<String, JsonNode> arguments = arguments(type.getKey(), body);
                    if (!arguments.isEmpty()) {
                        body.setAll(arguments);
                        plan.add("lift " + address);
                    }
                    if (type.getKey().equals(DATABASE)) {
                        plan.add("database " + address + " "
                                + body.path("identifier").asText());
                    }
                }));
        if (snapshots.isPresent() && !stack.path("resource").path(DATABASE).isEmpty()) {
            KEYS.forEach(type -> stack.path("resource")
                    .path(type)
                    .fieldNames()
                    .forEachRemaining(name -> plan.add("keep " + type + "." + name)));
        }
        return plan;
    }

    private Map<String, JsonNode> arguments(String type, ObjectNode body) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        LIFTED.forEach((name, value) -> {
            if (body.has(name)) {
                arguments.put(name, value);
            }
        });
        if (EMPTIED_BY.containsKey(type)) {
            arguments.put(EMPTIED_BY.get(type), YES);
        }
        if (type.equals(DATABASE)) {
            // A replica has no final snapshot: stacks/destroy asks AWS which database is a replica.
            arguments.put("skip_final_snapshot", BooleanNode.valueOf(snapshots.isEmpty()));
            snapshots.ifPresent(stamp -> arguments.put(
                    "final_snapshot_identifier",
                    TextNode.valueOf(body.path("identifier").asText() + "-final-" + stamp)));
            arguments.put("delete_automated_backups", BooleanNode.valueOf(snapshots.isEmpty()));
        }
        return arguments;
    }
}
