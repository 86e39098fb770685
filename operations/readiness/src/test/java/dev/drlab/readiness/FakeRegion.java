package dev.drlab.readiness;

import dev.drlab.readiness.region.Clients;
import dev.drlab.readiness.region.Right;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * One simulated region behind the SDK's client interfaces, in this process. Strict: a request that no test gave an answer for
 * fails, whatever asks it.
 */
public final class FakeRegion {
    private final Map<Class<? extends SdkRequest>, Function<SdkRequest, SdkResponse>> answers =
            new ConcurrentHashMap<>();

    /** Answers every request of that kind from now on; an exception is an answer, too. */
    public <R extends SdkRequest> FakeRegion on(Class<R> request, Function<R, SdkResponse> answer) {
        answers.put(request, asked -> answer.apply(request.cast(asked)));
        return this;
    }

    Clients clients() {
        Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> all = new HashMap<>();
        for (Right right : Right.values()) {
            all.put(right.client(), () -> client(right.client()));
        }
        return new Clients(all);
    }

    private SdkClient client(Class<? extends SdkClient> type) {
        return (SdkClient) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    return isOperation(method)
                            ? answer((SdkRequest) arguments[0])
                            : InvocationHandler.invokeDefault(proxy, method, arguments);
                });
    }

    private static boolean isOperation(Method method) {
        return method.getParameterCount() == 1
                && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                && SdkResponse.class.isAssignableFrom(method.getReturnType());
    }

    private SdkResponse answer(SdkRequest request) {
        Function<SdkRequest, SdkResponse> answer = answers.get(request.getClass());
        if (answer == null) {
            throw new AssertionError("no answer was given for " + request);
        }
        return answer.apply(request);
    }
}
