package dev.drlab.lab.simulation.aws.fault;

import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.call.ClientNames;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.refusals.model.RequestConstraints;
import java.net.ConnectException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * One region's way of failing calls of its AWS clients: the whole region dark, or chosen calls. It is
 * simulation: no network is involved. Thread-safe; rules are tried in the order in which they were armed, and the first that claims a call
 * decides.
 */
public final class FaultInjector {
    private static final long CALL_TIMEOUT_MILLIS = 2_000;
    private static final RequestConstraints CONSTRAINTS = RequestConstraints.shipped();

    private final String region;
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private volatile boolean dark;

    /** An injector for {@code region} that fails nothing yet. */
    public FaultInjector(String region) {
        this.region = Objects.requireNonNull(region, "region");
    }

    /** From now on no call is answered: each throws {@link SdkClientException}, as when nothing listens. */
    public void darken() {
        dark = true;
    }

    /** Ends {@link #darken()}. */
    public void lighten() {
        dark = false;
    }

    /** True while the region answers nothing. */
    public boolean isLost() {
        return dark;
    }

    /** Fails the next {@code times} (1 or more) calls that match. */
    public FaultRule fail(Predicate<Call> matching, Fault fault, int times) {
        FaultRule rule = new FaultRule(matching, fault, times);
        rules.add(rule);
        return rule;
    }

    /** Fails every call that matches, until the rule is disarmed. */
    public FaultRule failAlways(Predicate<Call> matching, Fault fault) {
        return fail(matching, fault, Integer.MAX_VALUE);
    }

    /** Disarms every rule; a dark region stays dark. */
    public void disarmAll() {
        rules.forEach(FaultRule::disarm);
        rules.clear();
    }

    /**
     * The fault of the first rule that claims {@code call}, which counts as a hit. For calls that no SDK client makes: the
     * caller fails as the fault says. A dark region claims nothing here.
     */
    public Optional<Fault> claim(Call call) {
        return rules.stream()
                .filter(candidate -> candidate.claims(call))
                .findFirst()
                .map(FaultRule::fault);
    }

    /**
     * Performs one operation of a client unless it is to fail. A request that breaks the service's own model (required
     * members, ranges, patterns, enums) is refused as AWS refuses it, before the implementation sees it.
     *
     * @param client the SDK client's interface
     * @param operation the client's method
     * @param implementation performs it
     */
    <Q extends SdkRequest, A extends SdkResponse> A call(
            Class<? extends SdkClient> client, String operation, Q request, Function<Q, A> implementation) {
        Call call = new Call(ClientNames.service(client), operation, request);
        if (dark) {
            throw unreachable(call);
        }
        Optional<Fault> fault = claim(call);
        fault.ifPresent(claimed -> failUnlessPerformed(client, claimed));
        requireValid(client, call, request);
        A answer = implementation.apply(request);
        if (fault.isPresent()) {
            throw ApiCallTimeoutException.create(CALL_TIMEOUT_MILLIS);
        }
        return answer;
    }

    /** The faults before which the service does nothing; where only the answer is lost, it does all. */
    private static void failUnlessPerformed(Class<? extends SdkClient> client, Fault fault) {
        switch (fault) {
            case THROTTLED -> throw ServiceFailures.throttled(client);
            case SERVER_ERROR -> throw ServiceFailures.serverError(client);
            case REFUSED -> throw ServiceFailures.wrongState(client);
            case REQUEST_LOST -> throw ApiCallTimeoutException.create(CALL_TIMEOUT_MILLIS);
            case ANSWER_LOST -> {}
        }
    }

    private static void requireValid(Class<?> client, Call call, SdkRequest request) {
        List<String> violations = CONSTRAINTS.violations(call.service(), call.operation(), request);
        if (!violations.isEmpty()) {
            throw ServiceFailures.invalid(client, violations);
        }
    }

    private SdkClientException unreachable(Call call) {
        String cause = call.service() + "." + call.operation() + ": nothing answers in " + region;
        return SdkClientException.create("Unable to execute HTTP request: " + cause, new ConnectException(cause));
    }
}
