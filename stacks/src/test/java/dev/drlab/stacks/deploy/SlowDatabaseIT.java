package dev.drlab.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.stacks.DrlabApp;
import dev.drlab.stacks.config.ConfigParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A database whose creation takes longer than the provider waits: the way out that docs/stacks_overview.md gives, with the
 * real provider against an emulated RDS. The database is the primary's as it is synthesized, without what refers to other
 * resources.
 */
@Tag("emulator")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlowDatabaseIT {
    private static final String STACK = "PrimaryDataStack";
    private static final Path WORK = Path.of("target", "slow-database-it").toAbsolutePath();
    /** Of a configuration that stands alone. */
    private static final Set<String> BLOCKS = Set.of("provider", "resource", "terraform");

    @Test
    void isTaintedButNotLost() throws Exception {
        Directories.empty(WORK);
        Path synthesized = WORK.resolve("synthesized");
        DrlabApp.synth(
                ConfigParser.parse("{\"accountId\": \"" + AwsRequest.ACCOUNT + "\", \"stateBackend\": \"local\"}"),
                synthesized);
        String address =
                reduceToItsDatabase(synthesized.resolve("stacks").resolve(STACK).resolve("cdk.tf.json"));
        try (EmulatedCloud cloud = EmulatedCloud.start(WORK)) {
            Terraform terraform = new StackTree(WORK.resolve("stacks"), cloud.endpoint()).copy(synthesized, STACK);
            terraform.init(List.of());
            cloud.instances().creationTakesLong();

            assertThat(terraform.failToApply()).contains("timeout while waiting for state to become 'available");
            cloud.instances().finishCreations();
            assertThat(terraform.failToPlan())
                    .as("replacing it would lose it")
                    .contains("Instance cannot be destroyed");
            terraform.untaint(address);
            terraform.apply();

            assertThat(terraform.plan().lines()).isEmpty();
        }
    }

    /** Leaves nothing but the database in the stack, with a short patience; returns the database's address. */
    private static String reduceToItsDatabase(Path file) throws Exception {
        ObjectNode stack = Json.object(Files.readString(file));
        stack.retain(BLOCKS);
        ((ObjectNode) stack.get("resource")).retain("aws_db_instance");
        ObjectNode databases = (ObjectNode) stack.path("resource").path("aws_db_instance");
        String name = databases.fieldNames().next();
        ObjectNode database = (ObjectNode) databases.get(name);
        database.remove(List.of("depends_on", "monitoring_interval"));
        for (Iterator<JsonNode> values = database.elements(); values.hasNext(); ) {
            if (values.next().toString().contains("${")) {
                values.remove();
            }
        }
        database.put("password", "not-a-secret");
        database.putObject("timeouts").put("create", "15s");
        Files.writeString(file, stack.toPrettyString());
        return "aws_db_instance." + name;
    }
}
