package dev.drlab.stacks.orchestration;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An IAM policy in the making. Statements keep their order, keys are sorted where order means nothing. */
final class PolicyDocument {
    private static final JsonMapper JSON = Json.mapper();

    private final ObjectNode document = JSON.createObjectNode();
    private final ArrayNode statements;

    PolicyDocument() {
        document.put("Version", "2012-10-17");
        statements = document.putArray("Statement");
    }

    /** Lets a service of this account assume the role. */
    static String trustOf(String service, String accountId) {
        PolicyDocument policy = new PolicyDocument();
        ObjectNode statement = policy.statements.addObject().put("Effect", "Allow");
        statement.putObject("Principal").put("Service", service);
        statement.put("Action", "sts:AssumeRole");
        statement.putObject("Condition").putObject("StringEquals").put("aws:SourceAccount", accountId);
        return policy.json();
    }

    /** Lets a service assume the role; for services that send no source account. */
    static String trustOf(String service) {
        PolicyDocument policy = new PolicyDocument();
        ObjectNode statement = policy.statements.addObject().put("Effect", "Allow");
        statement.putObject("Principal").put("Service", service);
        statement.put("Action", "sts:AssumeRole");
        return policy.json();
    }

    /**
     * Lets workflows of GitHub assume the role whose identity has one of these subjects, such as
     * {@code repo:owner/name:pull_request}; the account has to have GitHub's provider of identities.
     */
    static String trustGithub(String accountId, List<String> subjects) {
        String issuer = "token.actions.githubusercontent.com";
        PolicyDocument policy = new PolicyDocument();
        ObjectNode statement = policy.statements.addObject().put("Effect", "Allow");
        statement.putObject("Principal").put("Federated", "arn:aws:iam::" + accountId + ":oidc-provider/" + issuer);
        statement.put("Action", "sts:AssumeRoleWithWebIdentity");
        ObjectNode equal = statement.putObject("Condition").putObject("StringEquals");
        equal.put(issuer + ":aud", "sts.amazonaws.com");
        ArrayNode allowed = equal.putArray(issuer + ":sub");
        subjects.forEach(allowed::add);
        return policy.json();
    }

    /**
     * Lets the account's principals assume the role, as far as their own policies do, when they used MFA or come from one of
     * these permission sets of IAM Identity Center. The pattern is that of the IAM Identity Center User Guide, "Referencing
     * permission sets in resource policies, Amazon EKS cluster config maps, and AWS KMS key policies": the role's name ends in
     * a suffix that changes, and its path names the instance's region, but not in us-east-1.
     */
    static String trustWithMfa(String accountId, List<String> permissionSets) {
        PolicyDocument policy = new PolicyDocument();
        policy.trustAccount(accountId).putObject("Bool").put("aws:MultiFactorAuthPresent", "true");
        if (!permissionSets.isEmpty()) {
            ArrayNode roles =
                    policy.trustAccount(accountId).putObject("ArnLike").putArray("aws:PrincipalArn");
            for (String permissionSet : permissionSets) {
                for (String path : List.of("", "*/")) {
                    roles.add("arn:aws:iam::" + accountId + ":role/aws-reserved/sso.amazonaws.com/" + path
                            + "AWSReservedSSO_" + permissionSet + "_*");
                }
            }
        }
        return policy.json();
    }

    /** The condition of a further statement that trusts the account. */
    private ObjectNode trustAccount(String accountId) {
        ObjectNode statement = statements.addObject().put("Effect", "Allow");
        statement.putObject("Principal").put("AWS", "arn:aws:iam::" + accountId + ":root");
        statement.put("Action", "sts:AssumeRole");
        return statement.putObject("Condition");
    }

    PolicyDocument allow(Collection<String> actions, Collection<String> resources) {
        return allow(actions, resources, Map.of());
    }

    /** {@code conditions}: operator to key to value. */
    PolicyDocument allow(
            Collection<String> actions, Collection<String> resources, Map<String, Map<String, String>> conditions) {
        ObjectNode statement = statements.addObject().put("Effect", "Allow");
        ArrayNode action = statement.putArray("Action");
        actions.stream().sorted().forEach(action::add);
        ArrayNode resource = statement.putArray("Resource");
        resources.forEach(resource::add);
        if (!conditions.isEmpty()) {
            ObjectNode condition = statement.putObject("Condition");
            new TreeMap<>(conditions)
                    .forEach((operator, keys) -> new TreeMap<>(keys).forEach(condition.putObject(operator)::put));
        }
        return this;
    }

    String json() {
        return document.toString();
    }
}
