package dev.drlab.stacks.iam;

import java.util.List;

/**
 * Who asks for a role's session.
 *
 * @param kind {@code Service} or {@code AWS}, as in the element Principal
 * @param names what a trust policy may call it; an account's name stands for all that is in it
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
