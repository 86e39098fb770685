package dev.drlab.lab.simulation.aws.fault;

import dev.drlab.lab.simulation.aws.call.ClientNames;
import dev.drlab.lab.simulation.aws.call.Invocations;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;

/**
 * Gives a name to the refusals of an SDK client interface: its default methods throw
 * {@link UnsupportedOperationException} without saying which operation it was.
 *
 * <p>The answer is a {@link Proxy}: a caller that uses reflection must take its methods from the client interface, not
 * from the proxy's class, which is not accessible.
 */
public final class NamedRefusals {
    private NamedRefusals() {}

    /**
     * {@code implementation} behind a proxy that answers every operation that it does not override with an
     * {@link UnsupportedOperationException} naming service and operation. Shorthands (a {@code Consumer} of the
     * request's builder, a paginator) are answered by the operation that they stand for.
     *
     * @throws IllegalArgumentException if {@code client} is not an interface
     */
    public static <T> T of(Class<T> client, T implementation) {
        Objects.requireNonNull(implementation, "implementation");
        String service = ClientNames.service(client);
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (overrides(implementation, method)) {
                return Invocations.call(method, implementation, arguments);
            }
            try {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            } catch (UnsupportedOperationException e) {
                if (e.getMessage() != null) {
                    throw e;
                }
                throw new UnsupportedOperationException(
                        "the lab does not model " + service + "." + method.getName(), e);
            }
        };
        return client.cast(Proxy.newProxyInstance(client.getClassLoader(), new Class<?>[] {client}, handler));
    }

    private static boolean overrides(Object implementation, Method method) {
        if (!method.isDefault()) {
            return true;
        }
        try {
            return !implementation
                    .getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass()
                    .isInterface();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(implementation.getClass() + " lacks its interface's " + method, e);
        }
    }
}
