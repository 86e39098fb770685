package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.DrlabApp;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;

/**
 * The primary's synthesized database alone in a stack. Attributes that refer to other resources are left out, and its
 * state is a local file.
 *
 * @param synthesized directory of the stack
 * @param address Terraform's address of the database
 */
record LoneDatabase(Path synthesized, String address) {
    private static final String STACK = "PrimaryDataStack";
    private static final String KEY =
            "arn:aws:kms:ap-southeast-2:" + AwsRequest.ACCOUNT + ":key/11111111-2222-3333-4444-555555555555";
    /** Top-level blocks that stay; the others refer to resources that are left out. */
    private static final Set<String> BLOCKS = Set.of("provider", "resource", "terraform");

    /**
     * Synthesizes the stacks and removes everything but the database from its stack.
     *
     * @param synthesized directory for the stacks
     * @param creation the provider's timeout for its creation, as Terraform writes it
     */
    static LoneDatabase synthesize(Path synthesized, String creation) throws IOException {
        DrlabApp.synth(
                ConfigParser.parse("{\"accountId\": \"" + AwsRequest.ACCOUNT + "\", \"stateBackend\": \"local\"}"),
                synthesized);
        Path file = synthesized.resolve("stacks").resolve(STACK).resolve("cdk.tf.json");
        ObjectNode stack = Json.object(Files.readString(file));
        stack.retain(BLOCKS);
        ((ObjectNode) stack.get("resource")).retain("aws_db_instance");
        ObjectNode databases = (ObjectNode) stack.path("resource").path("aws_db_instance");
        String name = databases.fieldNames().next();
        standAlone((ObjectNode) databases.get(name)).putObject("timeouts").put("create", creation);
        Files.writeString(file, stack.toPrettyString());
        return new LoneDatabase(synthesized, "aws_db_instance." + name);
    }

    /** Copies its stack into the tree. */
    Terraform copy(StackTree tree) throws IOException {
        return tree.copy(synthesized, STACK);
    }

    private static ObjectNode standAlone(ObjectNode database) {
        database.remove("depends_on");
        database.remove("monitoring_interval");
        for (Iterator<JsonNode> values = database.elements(); values.hasNext(); ) {
            if (values.next().toString().contains("${")) {
                values.remove();
            }
        }
        return database.put("password", "not-a-secret").put("kms_key_id", KEY);
    }
}
