package dev.drlab.infra.stacks.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A policy document.
 *
 * @param name for messages
 */
public record Policy(String name, List<Statement> statements) {
    private static final JsonMapper JSON = Json.mapper();
    private static final String VERSION = "2012-10-17";

    /** Copies the statements. */
    public Policy {
        statements = List.copyOf(statements);
    }

    /**
     * Reads a document.
     *
     * @throws UnknownElementException with the name of an unknown element
     */
    public static Policy parse(String name, String json) {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " is no JSON: " + json, e);
        }
        if (!document.path("Version").asText().equals(VERSION)) {
            throw new UnknownElementException(name, "the version " + document.path("Version"));
        }
        List<Statement> statements = new ArrayList<>();
        JsonNode all = document.path("Statement");
        (all.isArray() ? all : JSON.createArrayNode().add(all)).forEach(each -> {
            statements.add(Statement.parse(name + ", statement " + (statements.size() + 1), each));
        });
        return new Policy(name, statements);
    }

    /**
     * Whether a role's policies allow the action: a statement allows it and none denies it.
     *
     * @throws UnknownElementException if a statement about it has a condition key without an entry in the question
     */
    public static boolean allow(List<Policy> policies, Question question) {
        List<Statement> applying = policies.stream()
                .flatMap(policy -> policy.statements().stream())
                .filter(statement -> statement.applies(question))
                .toList();
        return !applying.isEmpty() && applying.stream().allMatch(Statement::allows);
    }

    /** Whether this trust policy, or policy of a key, allows the caller the action. */
    public boolean trusts(Caller caller, Question question) {
        List<Statement> applying = statements.stream()
                .filter(statement -> statement.names(caller))
                .filter(statement -> statement.applies(question))
                .toList();
        return !applying.isEmpty() && applying.stream().allMatch(Statement::allows);
    }

    /** The actions that its statements allow, as written. */
    public SortedSet<String> allowedActions() {
        SortedSet<String> actions = new TreeSet<>();
        statements.stream().filter(Statement::allows).forEach(statement -> actions.addAll(statement.actions()));
        return actions;
    }
}
