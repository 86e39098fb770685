package dev.drlab.agent.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.contract.machine.AgentAction;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent whose passwords are read when it is first asked, and read again when a database refuses a login: a function
 * that stays warm must survive a change of passwords. Safe for use by several threads.
 */
final class RefreshingAgent implements UnaryOperator<JsonNode> {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshingAgent.class);
    /** invalid_password and invalid_authorization_specification (PostgreSQL, Appendix A). */
    private static final Set<String> REFUSED_LOGIN = Set.of("28P01", "28000");

    private final Supplier<Passwords> secret;
    private final Function<Passwords, UnaryOperator<JsonNode>> agents;
    private Current current;

    /**
     * @param secret asked at the first request and after a refused login
     * @param agents makes an agent with these passwords; it throws {@link AgentException}
     */
    RefreshingAgent(Supplier<Passwords> secret, Function<Passwords, UnaryOperator<JsonNode>> agents) {
        this.secret = Objects.requireNonNull(secret, "secret");
        this.agents = Objects.requireNonNull(agents, "agents");
    }

    @Override
    public JsonNode apply(JsonNode request) {
        Current before = current();
        try {
            return before.agent.apply(request);
        } catch (AgentException.Unreachable e) {
            if (!isRefusedLogin(e) || !refresh(before, e) || !mayBeRepeatedAtOnce(request)) {
                throw e;
            }
        }
        return current().agent.apply(request);
    }

    /** A drain's token must not be set again once somebody may have lifted it, so that is left to the next activate. */
    private static boolean mayBeRepeatedAtOnce(JsonNode request) {
        return !request.path(AgentAction.FIELD).asText().equals(AgentAction.DRAIN.label());
    }

    private static boolean isRefusedLogin(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && REFUSED_LOGIN.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private synchronized Current current() {
        if (current == null) {
            current = load(secret.get());
        }
        return current;
    }

    /** True when there is an agent with other passwords than {@code before}'s. */
    private synchronized boolean refresh(Current before, RuntimeException refused) {
        if (current != before) {
            return true; // another thread has done it
        }
        Passwords now;
        try {
            now = secret.get();
        } catch (AgentException | InvalidSecretException e) {
            refused.addSuppressed(e);
            return false;
        }
        if (now.equals(before.passwords)) {
            return false;
        }
        LOG.info("the passwords in the secret have changed; going on with the new ones");
        current = load(now);
        return true;
    }

    private Current load(Passwords passwords) {
        return new Current(passwords, agents.apply(passwords));
    }

    private record Current(Passwords passwords, UnaryOperator<JsonNode> agent) {}
}
