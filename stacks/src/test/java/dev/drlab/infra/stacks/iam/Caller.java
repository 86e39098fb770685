package dev.drlab.infra.stacks.iam;

import java.util.List;

/**
 * The caller that wants to assume a role.
 *
 * @param kind {@code Service} or {@code AWS}, as in the element Principal
 * @param names its names in trust policies; an account's name includes all callers in it
 */
public record Caller(String kind, List<String> names) {
    /** Copies the names. */
    public Caller {
        names = List.copyOf(names);
    }

    /** A service of AWS, such as {@code lambda.amazonaws.com}. */
    public static Caller service(String name) {
        return new Caller("Service", List.of(name));
    }

    /** A user or role of the account. */
    public static Caller principal(String account, String arn) {
        return new Caller("AWS", List.of(arn, "arn:aws:iam::" + account + ":root", account));
    }
}
