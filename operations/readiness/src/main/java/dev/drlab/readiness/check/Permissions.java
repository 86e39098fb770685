package dev.drlab.readiness.check;

import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import dev.drlab.statemachine.Definition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/**
 * IAM's own answer whether the roles of the machines and of the agent may do what the definitions do. It knows the roles'
 * policies and the account's; policies of resources (a key's, a secret's) it does not.
 */
final class Permissions {
    private static final String ANY = "*";

    private Permissions() {}

    static Seen observe(Subject subject) {
        Questions questions = new Questions(subject.runbook(), subject.peerRunbook(), subject.project());
        Map<String, List<Question>> byRole = new LinkedHashMap<>();
        for (String verb : MachineChecks.VERBS) {
            String role = subject.machine(verb)
                    .orElseThrow(() -> new UnjudgedException(
                            "there is no state machine " + verb + " whose role could be asked about"))
                    .roleArn();
            ask(byRole, role, questions.ofMachine(Definition.shipped(verb)));
        }
        ask(
                byRole,
                subject.agent()
                        .orElseThrow(() -> new UnjudgedException("there is no agent whose role could be asked about"))
                        .role(),
                questions.ofAgent());
        List<Finding> findings = new ArrayList<>();
        byRole.forEach((role, asked) -> findings.addAll(of(subject, role, asked)));
        int all = byRole.values().stream().mapToInt(List::size).sum();
        return new Seen(
                all - findings.size() + " of " + all + " rights of " + byRole.size() + " roles are there", findings);
    }

    /** Two of them may share a role, which then needs the rights of both. */
    private static void ask(Map<String, List<Question>> byRole, String role, List<Question> questions) {
        byRole.computeIfAbsent(role, r -> new ArrayList<>()).addAll(questions);
    }

    /** Questions of one call, which has one resource and one value for a condition key. */
    private static final class Call {
        private final String resource;
        private final Map<String, String> context = new TreeMap<>();
        private final List<Question> questions = new ArrayList<>();

        Call(String resource) {
            this.resource = resource;
        }

        boolean takes(Question question) {
            return resource.equals(question.resource())
                    && question.context().entrySet().stream()
                            .allMatch(key -> context.getOrDefault(key.getKey(), key.getValue())
                                    .equals(key.getValue()));
        }

        void add(Question question) {
            context.putAll(question.context());
            questions.add(question);
        }
    }

    private static List<Call> calls(List<Question> questions) {
        List<Call> calls = new ArrayList<>();
        for (Question question : questions) {
            calls.stream()
                    .filter(call -> call.takes(question))
                    .findFirst()
                    .orElseGet(() -> {
                        Call call = new Call(question.resource());
                        calls.add(call);
                        return call;
                    })
                    .add(question);
        }
        return calls;
    }

    private static List<Finding> of(Subject subject, String role, List<Question> questions) {
        List<Finding> findings = new ArrayList<>();
        for (Call call : calls(questions)) {
            Map<String, String> decisions = decisions(subject, role, call);
            for (Question question : call.questions) {
                String decision = decisions.get(question.action());
                if (decision == null) {
                    throw new UnjudgedException("IAM did not say whether " + role + " may " + question.action());
                }
                if (!decision.equals(PolicyEvaluationDecisionType.ALLOWED.toString())) {
                    findings.add(Finding.blocks(
                            role + " may not " + told(question) + " (" + decision + ")",
                            "deploy the orchestration of " + subject.own().region()
                                    + "; if it changes nothing, an account's policy forbids it"));
                }
            }
        }
        return findings;
    }

    private static String told(Question question) {
        String context = question.context().entrySet().stream()
                .map(key -> key.getKey() + " " + key.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        return question.action() + " on " + question.resource() + (context.isEmpty() ? "" : " with " + context);
    }

    private static ContextKeyTypeEnum type(String value) {
        return value.equals("true") || value.equals("false") ? ContextKeyTypeEnum.BOOLEAN : ContextKeyTypeEnum.STRING;
    }

    /** By action: {@code allowed}, {@code explicitDeny} or {@code implicitDeny}. */
    private static Map<String, String> decisions(Subject subject, String role, Call call) {
        SimulatePrincipalPolicyRequest.Builder request = SimulatePrincipalPolicyRequest.builder()
                .policySourceArn(role)
                .actionNames(
                        call.questions.stream().map(Question::action).distinct().toList())
                .contextEntries(call.context.entrySet().stream()
                        .map(entry -> ContextEntry.builder()
                                .contextKeyName(entry.getKey())
                                .contextKeyType(type(entry.getValue()))
                                .contextKeyValues(entry.getValue())
                                .build())
                        .toList());
        if (!call.resource.equals(ANY)) {
            request.resourceArns(call.resource);
        }
        Map<String, String> decisions = new TreeMap<>();
        subject.own()
                .find(
                        Right.SIMULATE,
                        IamClient.class,
                        iam -> iam.simulatePrincipalPolicyPaginator(request.build()).evaluationResults().stream()
                                .toList(),
                        List.of(NoSuchEntityException.class))
                .orElseThrow(() -> new MissingPart(
                        Finding.blocks("the role " + role + " does not exist", "deploy the orchestration again")))
                .forEach((EvaluationResult result) ->
                        decisions.put(result.evalActionName(), result.evalDecisionAsString()));
        return decisions;
    }
}
