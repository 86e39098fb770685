package dev.drlab.lab.simulation.aws.fault;

import dev.drlab.lab.simulation.aws.call.Call;
import dev.drlab.lab.simulation.aws.call.ClientNames;
import dev.drlab.lab.simulation.aws.call.Invocations;
import dev.drlab.lab.simulation.aws.call.RequestConstraints;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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

    /**
     * {@code implementation} with named refusals (see {@link NamedRefusals}) behind this injector. Only operations (a
     * request in, a response out) are failed; {@code serviceName} and {@code close} are not. A request that breaks the
     * service's own model (required members, ranges, patterns, enums) is refused as AWS refuses it, before the
     * implementation sees it.
     *
     * @throws IllegalArgumentException if {@code client} is not an SDK client interface
     */
    public <T> T wrap(Class<T> client, T implementation) {
        T named = NamedRefusals.of(client, implementation);
        String service = ClientNames.service(client);
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (isOperation(method)) {
                Call call = new Call(service, method.getName(), arguments[0]);
                return this.<Object, Throwable>perform(client, call, () -> {
                    requireValid(client, call, (SdkRequest) arguments[0]);
                    return Invocations.call(method, named, arguments);
                });
            }
            // A shorthand must come back through this proxy, or it would slip past the rules.
            return isShorthand(method)
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : Invocations.call(method, named, arguments);
        };
        return client.cast(Proxy.newProxyInstance(client.getClassLoader(), new Class<?>[] {client}, handler));
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
    public boolean isDark() {
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
     * Performs one operation of a client unless it is to fail; what {@link #wrap} does for each operation.
     *
     * @param client the SDK client's interface
     * @param operation the client's method
     * @param implementation performs it
     */
    <Q extends SdkRequest, A extends SdkResponse> A call(
            Class<? extends SdkClient> client, String operation, Q request, Function<Q, A> implementation) {
        Call call = new Call(ClientNames.service(client), operation, request);
        return this.<A, RuntimeException>perform(client, call, () -> {
            requireValid(client, call, request);
            return implementation.apply(request);
        });
    }

    private <A, X extends Throwable> A perform(Class<?> client, Call call, Operation<A, X> operation) throws X {
        if (dark) {
            throw unreachable(call);
        }
        Optional<Fault> fault = claim(call);
        if (fault.isEmpty()) {
            return operation.perform();
        }
        switch (fault.get()) {
            case THROTTLED -> throw ServiceFailures.throttled(client);
            case SERVER_ERROR -> throw ServiceFailures.serverError(client);
            case REQUEST_LOST -> throw ApiCallTimeoutException.create(CALL_TIMEOUT_MILLIS);
            case ANSWER_LOST -> {
                operation.perform();
                throw ApiCallTimeoutException.create(CALL_TIMEOUT_MILLIS);
            }
        }
        throw new IllegalStateException("unknown fault " + fault.get());
    }

    /** An operation that the stand-in does not have is refused by name further on. */
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

    private static boolean isOperation(Method method) {
        return method.getParameterCount() == 1
                && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                && SdkResponse.class.isAssignableFrom(method.getReturnType());
    }

    private static boolean isShorthand(Method method) {
        return method.isDefault()
                && (method.getParameterCount() > 0 || SdkResponse.class.isAssignableFrom(method.getReturnType()));
    }

    @FunctionalInterface
    private interface Operation<A, X extends Throwable> {
        A perform() throws X;
    }
}
