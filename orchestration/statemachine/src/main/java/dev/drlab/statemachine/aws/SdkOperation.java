package dev.drlab.statemachine.aws;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * One operation of a service, as its client interface declares it.
 *
 * @param service the service
 * @param method the client's method that takes the operation's request object
 */
public record SdkOperation(AwsService service, Method method) {
    /** The operation that Step Functions calls {@code action}; empty if there is none, or if it streams. */
    public static Optional<SdkOperation> find(AwsService service, String action) {
        return Arrays.stream(service.clientInterface().getMethods())
                .filter(method -> method.getName().equals(action) && isOperation(method))
                .findFirst()
                .map(method -> new SdkOperation(service, method));
    }

    /** The action that {@code action} would be in another case. */
    public static Optional<String> closest(AwsService service, String action) {
        return Arrays.stream(service.clientInterface().getMethods())
                .filter(method -> method.getName().equalsIgnoreCase(action) && isOperation(method))
                .map(Method::getName)
                .findFirst();
    }

    private static boolean isOperation(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 1
                && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                && SdkResponse.class.isAssignableFrom(method.getReturnType());
    }

    /** The action in IAM, e.g. {@code rds:DescribeDBInstances}. */
    public String iamAction() {
        String name = method.getName();
        return service.iamPrefix() + ":" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** The request's class. */
    public Class<? extends SdkPojo> requestType() {
        return method.getParameterTypes()[0].asSubclass(SdkPojo.class);
    }
}
