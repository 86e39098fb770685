package dev.drlab.refusals;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request to RDS in plain data.
 *
 * @param operation such as {@code DeleteDBInstance}
 * @param members what is set, by its name on the wire ({@code DBInstanceIdentifier}); numbers and booleans as text
 * @param tags the tags that it sets
 */
public record RdsRequest(String operation, Map<String, String> members, Map<String, String> tags) {
    /** Copies both maps; the tags keep their order, as the first bad one is named. */
    public RdsRequest {
        members = Map.copyOf(members);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** A member, unless it is absent or empty. */
    Optional<String> text(String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> !value.isEmpty());
    }

    /** A member that is a whole number. */
    OptionalInt number(String name) {
        return text(name).map(Integer::parseInt).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    boolean isTrue(String name) {
        return text(name).filter(value -> value.equalsIgnoreCase("true")).isPresent();
    }

    boolean sets(String name) {
        return text(name).isPresent();
    }
}
