package dev.drlab.infra.stacks.deploy;

import dev.drlab.infra.stacks.iam.Caller;
import dev.drlab.infra.stacks.iam.Policy;
import dev.drlab.infra.stacks.iam.Question;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets a call of an assumed role pass only if the role's policies allow it and its dependent actions. The policies are
 * read as they are deployed at that moment. The deploying administrator is not checked. The checks are in the proxy, so
 * that they cover calls that never reach the emulator. The emulator's own enforcement (moto 5.2.1, {@code
 * moto/iam/access_control.py}) supports no resource but {@code *}, no conditions and none of CloudWatch's names. It
 * would refuse every statement that names a resource.
 */
final class Enforcement {
    private static final String ADMINISTRATOR = "emulator";

    private final Account account;
    private final Questioner ofPrograms;
    private final Questioner ofPlans;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Set<String> planners = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Policy>> policies = new ConcurrentHashMap<>();
    private final Map<String, Policy> keyPolicies = new ConcurrentHashMap<>();
    private final SortedSet<Use> uses = new TreeSet<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    Enforcement(Account account) {
        this.account = account;
        this.ofPrograms = new ReadinessQuestions(account, new Questions(account));
        this.ofPlans = new PlannerQuestions(account);
    }

    /**
     * A session of the role, if its trust policy allows the caller to assume it.
     *
     * @param context condition keys of the call, such as its origin
     * @throws IllegalStateException if the trust policy does not allow it
     */
    Session assume(String role, String region, Caller caller, Map<String, String> context)
            throws IOException, InterruptedException {
        Question question = Question.of("sts:AssumeRole", Account.roleArn(role));
        for (Map.Entry<String, String> key : context.entrySet()) {
            question = key.getValue().isEmpty()
                    ? question.with(key.getKey())
                    : question.with(key.getKey(), key.getValue());
        }
        if (!account.trust(role).trusts(caller, question)) {
            throw new IllegalStateException(role + " does not trust " + caller + ": " + question);
        }
        Session session = account.assume(role, region);
        sessions.put(session.accessKey(), session);
        return session;
    }

    /**
     * A session of the role for plans of pull requests. Its trust policy is tested by {@code PlanRoleTest}, as the
     * emulator has no identity providers.
     */
    Session plan(String role, String region) throws IOException, InterruptedException {
        Session session = account.assume(role, region);
        sessions.put(session.accessKey(), session);
        planners.add(session.accessKey());
        return session;
    }

    /** The reason why the call is refused; empty if it is allowed. */
    Optional<String> refusal(AwsRequest request) throws IOException, InterruptedException {
        String key = request.accessKey();
        if (key.equals(ADMINISTRATOR)) {
            if (request.service().equals("iam") && !request.operation().matches("(Get|List).*")) {
                policies.clear();
            }
            return Optional.empty();
        }
        Session session = sessions.get(key);
        if (session == null || !session.token().equals(request.headers().getFirst("X-Amz-Security-Token"))) {
            return refused("nobody knows the credentials of " + request.describe());
        }
        Questioner questioner = planners.contains(key) ? ofPlans : ofPrograms;
        for (Question question : questioner.of(request)) {
            if (!isAllowed(session.role(), question)) {
                return refused(session.role() + " is not allowed " + question + " (by " + request.describe() + ")");
            }
            used(new Use(session.role(), question.action()));
        }
        return Optional.empty();
    }

    private boolean isAllowed(String role, Question question) throws IOException, InterruptedException {
        return Policy.allow(policiesOf(role), question)
                && (!question.action().startsWith("kms:") || keyAllows(role, question));
    }

    /**
     * In addition to the role's policy, the key's own policy has to allow the call (KMS Developer Guide, "Determining
     * access to keys").
     */
    private boolean keyAllows(String role, Question question) throws IOException, InterruptedException {
        if (!question.resource().startsWith("arn:")) { // such as a list of all aliases
            return true;
        }
        String key = question.resource();
        Policy policy = keyPolicies.get(key);
        if (policy == null) {
            policy = account.keyPolicy(key);
            keyPolicies.put(key, policy);
        }
        return policy.trusts(Caller.principal(AwsRequest.ACCOUNT, Account.roleArn(role)), question);
    }

    private List<Policy> policiesOf(String role) throws IOException, InterruptedException {
        List<Policy> known = policies.get(role);
        if (known == null) {
            known = account.policies(role);
            policies.put(role, known);
        }
        return known;
    }

    private synchronized void used(Use use) {
        uses.add(use);
    }

    /** The uses of rights that were allowed so far. */
    synchronized SortedSet<Use> uses() {
        return new TreeSet<>(uses);
    }

    /** The refusals so far: role, action, resource and call. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    private Optional<String> refused(String why) {
        refusals.add(why);
        return Optional.of(why);
    }
}
