package dev.drlab.agent.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.AgentException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RefreshingAgentTest {
    private static final Passwords OLD = new Passwords("old", "w", "r");
    private static final Passwords NEW = new Passwords("new", "w", "r");

    private final List<Passwords> reads = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private Supplier<Passwords> secret = () -> OLD;
    private String accepted = "old";
    private String sqlState = "28P01";
    private final RefreshingAgent agent = new RefreshingAgent(this::readSecret, this::agentWith);

    @Test
    void readsTheSecretOnceAndOnlyWhenAsked() {
        assertThat(reads).isEmpty();
        agent.apply(request("open"));
        agent.apply(request("open"));
        assertThat(reads).hasSize(1);
    }

    @Test
    void aRefusedLoginReadsTheSecretAgainAndRepeatsTheAction() {
        agent.apply(request("open"));
        secret = () -> NEW;
        accepted = "new";
        assertThat(agent.apply(request("open")).path("by").asText()).isEqualTo("new");
        assertThat(reads).containsExactly(OLD, NEW);
        assertThat(agent.apply(request("open")).path("by").asText()).isEqualTo("new");
        assertThat(reads).hasSize(2);
    }

    @Test
    void withTheSamePasswordsTheRefusalStands() {
        accepted = "another";
        assertThatThrownBy(() -> agent.apply(request("open"))).isInstanceOf(AgentException.Unreachable.class);
        assertThat(calls).containsExactly("open as old");
    }

    @Test
    void aDrainIsNotRepeatedButTheNextActionHasTheNewPasswords() {
        agent.apply(request("open"));
        secret = () -> NEW;
        accepted = "new";
        assertThatThrownBy(() -> agent.apply(request("drain"))).isInstanceOf(AgentException.Unreachable.class);
        assertThat(calls).containsExactly("open as old", "drain as old");
        assertThat(agent.apply(request("undrain")).path("by").asText()).isEqualTo("new");
    }

    @Test
    void otherFailuresOfADatabaseDoNotReadTheSecret() {
        accepted = "another";
        sqlState = "08001";
        assertThatThrownBy(() -> agent.apply(request("open"))).isInstanceOf(AgentException.Unreachable.class);
        assertThat(reads).hasSize(1);
    }

    @Test
    void aSecretThatCannotBeReadAgainLeavesTheRefusal() {
        agent.apply(request("open"));
        accepted = "new";
        secret = () -> {
            throw new AgentException.Unreachable("no secret", null);
        };
        assertThatThrownBy(() -> agent.apply(request("open")))
                .hasMessageContaining("refused")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    private Passwords readSecret() {
        Passwords passwords = secret.get();
        reads.add(passwords);
        return passwords;
    }

    private UnaryOperator<JsonNode> agentWith(Passwords passwords) {
        return request -> {
            calls.add(request.path("action").asText() + " as " + passwords.admin());
            if (!passwords.admin().equals(accepted)) {
                throw new AgentException.Unreachable("refused", new SQLException("refused", sqlState));
            }
            return JsonNodeFactory.instance.objectNode().put("by", passwords.admin());
        };
    }

    private static ObjectNode request(String action) {
        return JsonNodeFactory.instance.objectNode().put("action", action);
    }
}
