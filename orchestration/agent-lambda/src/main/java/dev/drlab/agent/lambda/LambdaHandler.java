package dev.drlab.agent.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.agent.Agent;
import dev.drlab.agent.AgentException;
import dev.drlab.agent.EvidenceStore;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postgresql.Driver;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The function's handler: one JSON request in, one JSON answer out. What {@link Agent#handle} throws leaves unchanged,
 * because Lambda reports an exception by its class's full name, and the state machines catch
 * {@code dev.drlab.agent.AgentException$…} (AWS Lambda developer guide, "Lambda function errors in Java").
 */
public final class LambdaHandler implements RequestStreamHandler {
    private static final JsonMapper JSON = Json.mapper();

    private final UnaryOperator<JsonNode> agent;

    /**
     * Called by Lambda at a cold start. Reads the environment, makes the clients, calls nothing yet.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable
     */
    public LambdaHandler() {
        this(System.getenv());
    }

    LambdaHandler(Map<String, String> environment) {
        this(realAgent(LambdaConfig.fromEnvironment(environment)));
    }

    LambdaHandler(UnaryOperator<JsonNode> agent) {
        this.agent = Objects.requireNonNull(agent, "agent");
    }

    private static UnaryOperator<JsonNode> realAgent(LambdaConfig config) {
        registerDriver();
        RegionClients clients = new RegionClients(config);
        DynamoDbClient own = clients.ownControl();
        DynamoDbClient peer = clients.peerControl();
        Optional<RdsClient> peerRds = Optional.of(clients.peerRds());
        DatabaseSecret secret = new DatabaseSecret(clients.secrets(), config.secretId());
        return new RefreshingAgent(
                secret::read,
                passwords -> new Agent(
                        config.agentConfig(passwords),
                        own,
                        peer,
                        peerRds,
                        config.controlTable(),
                        EvidenceStore.NONE,
                        Clock.systemUTC())::handle);
    }

    /**
     * The driver manager looks for drivers once, with the class loader of whichever thread comes first; in Lambda that
     * may be a pool thread whose loader does not see the function's jars.
     */
    private static void registerDriver() {
        if (!Driver.isRegistered()) {
            throw new IllegalStateException("the PostgreSQL driver did not register itself");
        }
    }

    /**
     * Answers one request.
     *
     * @throws AgentException what the agent refused, or could not reach
     * @throws IOException if the request cannot be read, or the answer not be written
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(JSON.writeValueAsBytes(agent.apply(read(input))));
    }

    private static JsonNode read(InputStream input) throws IOException {
        try {
            return JSON.readTree(input.readAllBytes());
        } catch (JsonProcessingException e) {
            throw new AgentException.InvalidRequest("the request is no JSON: " + e.getOriginalMessage());
        }
    }
}
