package dev.drlab.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.drlab.contract.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** IAM policy documents as JSON; the same statements give the same bytes. */
final class PolicyDocument {
    private static final ObjectMapper JSON = Json.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PolicyDocument() {}

    static String of(Statement... statements) {
        return of(List.of(statements));
    }

    static String of(List<Statement> statements) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put(
                "Statement", statements.stream().map(PolicyDocument::fields).toList());
        return json(document);
    }

    /** What a service needs in order to assume a role; the account condition keeps other accounts' resources out. */
    static String trust(String service, AwsLocation location) {
        return of(Statement.allow("Assume", "sts:AssumeRole")
                .to("Service", service)
                .when("StringEquals", "aws:SourceAccount", location.accountId()));
    }

    /** The same without the condition, for services that do not promise to tell for whom they act. */
    static String trust(String service) {
        return of(Statement.allow("Assume", "sts:AssumeRole").to("Service", service));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and strings always serialize", e);
        }
    }

    private static Map<String, Object> fields(Statement statement) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Sid", statement.sid());
        fields.put("Effect", statement.effect());
        if (!statement.principals().isEmpty()) {
            fields.put("Principal", statement.principals());
        }
        fields.put("Action", statement.actions());
        if (!statement.resources().isEmpty()) {
            fields.put("Resource", statement.resources());
        }
        if (!statement.conditions().isEmpty()) {
            fields.put("Condition", statement.conditions());
        }
        return fields;
    }
}
