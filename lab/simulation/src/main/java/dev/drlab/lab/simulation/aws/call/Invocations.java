package dev.drlab.lab.simulation.aws.call;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reflective calls that throw what the method threw. */
public final class Invocations {
    private Invocations() {}

    /** Calls a method by reflection; throws what the method throws, not its wrapper. */
    public static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
