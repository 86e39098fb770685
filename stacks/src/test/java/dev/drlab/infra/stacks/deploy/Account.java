package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.iam.Policy;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The deployed resources as the emulator shows them to its administrator: policies of roles and keys, names with
 * generated ids.
 */
final class Account {
    private static final String KEY_ALIAS = "alias/drlab";
    private static final String IAM_REGION = "us-east-1";

    private final EmulatedCloud cloud;

    Account(EmulatedCloud cloud) {
        this.cloud = cloud;
    }

    /** The policies of a role. Roles of drlab have inline policies only. */
    List<Policy> policies(String role) throws IOException, InterruptedException {
        if (iam("ListAttachedRolePolicies", Map.of("RoleName", role)).contains("<PolicyArn>")) {
            throw new IllegalStateException(role + " has attached policies, which are not read here: add that");
        }
        List<Policy> policies = new ArrayList<>();
        for (String name : inlinePolicies(role)) {
            policies.add(Policy.parse(role + "/" + name, inlinePolicy(role, name)));
        }
        return policies;
    }

    /** Names of the role's inline policies. */
    List<String> inlinePolicies(String role) throws IOException, InterruptedException {
        String names = iam("ListRolePolicies", Map.of("RoleName", role));
        List<String> found = new ArrayList<>();
        Matcher member = Pattern.compile("<member>([^<]+)</member>").matcher(names);
        while (member.find()) {
            found.add(member.group(1));
        }
        return found;
    }

    /** The document of an inline policy. */
    String inlinePolicy(String role, String name) throws IOException, InterruptedException {
        return document(iam("GetRolePolicy", Map.of("RoleName", role, "PolicyName", name)), "PolicyDocument");
    }

    /** Replaces an inline policy, like an administrator's mistake. */
    void putPolicy(String role, String name, String document) throws IOException, InterruptedException {
        iam("PutRolePolicy", Map.of("RoleName", role, "PolicyName", name, "PolicyDocument", document));
    }

    /** The role's trust policy. */
    Policy trust(String role) throws IOException, InterruptedException {
        String answer = iam("GetRole", Map.of("RoleName", role));
        if (answer.contains("<PermissionsBoundary>")) {
            throw new IllegalStateException(role + " has a permissions boundary, which is not read here: add that");
        }
        return Policy.parse(role + "/trust", document(answer, "AssumeRolePolicyDocument"));
    }

    /** Credentials of the role, from sts:AssumeRole. */
    Session assume(String role, String region) throws IOException, InterruptedException {
        String answer = cloud.query(
                region,
                "sts",
                "2011-06-15",
                "AssumeRole",
                Map.of("RoleArn", roleArn(role), "RoleSessionName", "enforced"));
        return new Session(
                role,
                element(answer, "AccessKeyId"),
                element(answer, "SecretAccessKey"),
                element(answer, "SessionToken"));
    }

    static String roleArn(String role) {
        return "arn:aws:iam::" + AwsRequest.ACCOUNT + ":role/" + role;
    }

    /** ARN of the region's key, with which all of drlab's resources are encrypted. */
    String keyArn(String region) throws IOException, InterruptedException {
        JsonNode aliases = cloud.json(region, "kms", "TrentService.ListAliases", Json.MAPPER.createObjectNode())
                .path("Aliases");
        for (JsonNode alias : aliases) {
            if (alias.path("AliasName").asText().equals(KEY_ALIAS)) {
                String id = alias.path("TargetKeyId").asText();
                return id.startsWith("arn:") ? id : "arn:aws:kms:" + region + ":" + AwsRequest.ACCOUNT + ":key/" + id;
            }
        }
        throw new IllegalStateException("no " + KEY_ALIAS + " in " + region + ": " + aliases);
    }

    /** The policy of a key, by its ARN. */
    Policy keyPolicy(String keyArn) throws IOException, InterruptedException {
        ObjectNode wanted = Json.MAPPER.createObjectNode().put("KeyId", keyArn).put("PolicyName", "default");
        String policy = cloud.json(keyArn.split(":")[3], "kms", "TrentService.GetKeyPolicy", wanted)
                .path("Policy")
                .asText();
        return Policy.parse(keyArn, policy);
    }

    /** ARN of a secret. It ends in six characters that AWS generates. */
    String secretArn(String region, String id) throws IOException, InterruptedException {
        return cloud.json(
                        region,
                        "secretsmanager",
                        "secretsmanager.DescribeSecret",
                        Json.MAPPER.createObjectNode().put("SecretId", id))
                .path("ARN")
                .asText();
    }

    private String iam(String action, Map<String, String> parameters) throws IOException, InterruptedException {
        return cloud.query(IAM_REGION, "iam", "2010-05-08", action, parameters);
    }

    private static String document(String xml, String name) {
        String text = element(xml, name)
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        return text.startsWith("%") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }

    private static String element(String xml, String name) {
        Matcher element = Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL)
                .matcher(xml);
        if (!element.find()) {
            throw new IllegalStateException("no " + name + " in " + xml);
        }
        return element.group(1);
    }

    /** A form body of the query protocol. */
    static String form(String version, String action, Map<String, String> parameters) {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=" + version);
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString();
    }
}
