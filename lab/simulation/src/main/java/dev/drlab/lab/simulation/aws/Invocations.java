package dev.drlab.lab.simulation.aws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reflective calls that throw what the method threw. */
final class Invocations {
    private Invocations() {}

    static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
