package dev.drlab.infra.stacks.deploy;

import dev.drlab.infra.stacks.iam.Policy;
import dev.drlab.infra.stacks.iam.Question;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * IAM's simulation of a role's policies, which the emulator lacks. Each action is judged by the role's inline policies
 * as they are at the first request for the role. Policies of resources are not used, as in IAM's own simulation.
 */
final class PolicySimulations {
    private final Map<String, List<Policy>> policies = new ConcurrentHashMap<>();
    private volatile Optional<Account> account = Optional.empty();

    /** Sets the account of the roles; to be called before the first request. */
    void of(Account theAccount) {
        account = Optional.of(theAccount);
    }

    AwsResponse answer(AwsRequest request) throws IOException, InterruptedException {
        String source = request.parameter("PolicySourceArn");
        List<Policy> known = policies(source.substring(source.lastIndexOf('/') + 1));
        String resource = request.parameter("ResourceArns.member.1");
        StringBuilder results = new StringBuilder();
        for (int i = 1; !request.parameter("ActionNames.member." + i).isEmpty(); i++) {
            String action = request.parameter("ActionNames.member." + i);
            Question question = withContext(request, Question.of(action, resource.isEmpty() ? "*" : resource));
            results.append(Xml.element(
                    "member",
                    Xml.element("EvalActionName", action)
                            + Xml.element("EvalDecision", Policy.allow(known, question) ? "allowed" : "implicitDeny")));
        }
        return AwsResponse.xml("<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult>"
                + Xml.element("IsTruncated", "false") + Xml.element("EvaluationResults", results.toString())
                + "</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>");
    }

    private static Question withContext(AwsRequest request, Question plain) {
        Question question = plain;
        for (int i = 1;
                !request.parameter("ContextEntries.member." + i + ".ContextKeyName")
                        .isEmpty();
                i++) {
            String entry = "ContextEntries.member." + i + ".";
            question = question.with(
                    request.parameter(entry + "ContextKeyName"),
                    request.parameter(entry + "ContextKeyValues.member.1"));
        }
        return question;
    }

    private List<Policy> policies(String role) throws IOException, InterruptedException {
        List<Policy> known = policies.get(role);
        if (known == null) {
            known = account.orElseThrow().policies(role);
            policies.put(role, known);
        }
        return known;
    }
}
