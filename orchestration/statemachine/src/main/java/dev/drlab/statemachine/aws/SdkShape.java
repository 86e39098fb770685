package dev.drlab.statemachine.aws;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The fields of an SDK class under the names that Step Functions gives them: the builder's setter with its first letter
 * in upper case. The SDK's own {@code memberName} differs where it holds an acronym (DBInstances, dbInstances).
 */
public final class SdkShape {
    private static final ClassValue<SdkShape> SHAPES = new ClassValue<>() {
        @Override
        protected SdkShape computeValue(Class<?> type) {
            return new SdkShape(newBuilder(type.asSubclass(SdkPojo.class)));
        }
    };

    private final Map<String, SdkField<?>> fields;

    private SdkShape(SdkPojo builder) {
        Map<String, String> setters = setters(builder);
        Map<String, SdkField<?>> byName = new LinkedHashMap<>();
        for (SdkField<?> field : builder.sdkFields()) {
            String member = field.memberName();
            String setter = setters.getOrDefault(member.toLowerCase(Locale.ROOT), member);
            byName.put(Character.toUpperCase(setter.charAt(0)) + setter.substring(1), field);
        }
        fields = Collections.unmodifiableMap(byName);
    }

    private static Map<String, String> setters(SdkPojo builder) {
        Map<String, String> setters = new HashMap<>();
        for (Class<?> type : builder.getClass().getInterfaces()) {
            for (Method method : type.getMethods()) {
                if (method.getParameterCount() == 1) {
                    setters.put(method.getName().toLowerCase(Locale.ROOT), method.getName());
                }
            }
        }
        return setters;
    }

    /** The shape of the SDK class {@code type}; read once for each class. */
    public static SdkShape of(Class<? extends SdkPojo> type) {
        return SHAPES.get(type);
    }

    /** The shape of the objects that a nested field holds. */
    public static SdkShape ofNested(SdkField<?> field) {
        return of(nestedType(field));
    }

    private static Class<? extends SdkPojo> nestedType(SdkField<?> field) {
        Object built = ((SdkBuilder<?, ?>) field.constructor().get()).build();
        return ((SdkPojo) built).getClass();
    }

    /** A new builder of the SDK class {@code type}. */
    static SdkPojo newBuilder(Class<? extends SdkPojo> type) {
        try {
            return (SdkPojo) type.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no builder; is it a class of the AWS SDK?", e);
        }
    }

    /** Every field by its name in Step Functions. */
    public Map<String, SdkField<?>> fields() {
        return fields;
    }

    /** The field of that name; empty if there is none. */
    public Optional<SdkField<?>> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The name that {@code name} would be in another case. */
    public Optional<String> closest(String name) {
        return fields.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
