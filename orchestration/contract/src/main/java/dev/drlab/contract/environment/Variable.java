package dev.drlab.contract.environment;

import java.util.Objects;
import java.util.Optional;

/**
 * A variable as one program reads it. {@link EnvironmentReader} takes default and range from here, and so do the tables of
 * the documents.
 *
 * @param name one of {@link Variables}
 * @param fallback what counts where it is not set; empty where it has to be set, or may be absent
 * @param absence where it may be absent, what that means, in Markdown
 * @param range of a number
 * @param meaning in Markdown, with the unit and without default and range
 */
public record Variable(
        String name, Optional<String> fallback, Optional<String> absence, Optional<Range> range, String meaning) {
    /** @throws NullPointerException without a name or a meaning */
    public Variable {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(meaning, "meaning");
    }

    /**
     * From the least to the most that is allowed.
     *
     * @param least not above {@code most}
     */
    public record Range(double least, double most) {
        private static String text(double number) {
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }

        /** Such as {@code 0.1 to 1000}. */
        @Override
        public String toString() {
            return text(least) + " to " + text(most);
        }
    }

    /** One that has to be set. */
    public static Variable required(String name, String meaning) {
        return new Variable(name, Optional.empty(), Optional.empty(), Optional.empty(), meaning);
    }

    /** One that may be absent. */
    public static Variable optional(String name, String absence, String meaning) {
        return new Variable(name, Optional.empty(), Optional.of(absence), Optional.empty(), meaning);
    }

    /** A text with a default. */
    public static Variable text(String name, String fallback, String meaning) {
        return new Variable(name, Optional.of(fallback), Optional.empty(), Optional.empty(), meaning);
    }

    /** A whole number that has to be set. */
    public static Variable whole(String name, long least, long most, String meaning) {
        return required(name, meaning).within(least, most);
    }

    /** A whole number with a default. */
    public static Variable whole(String name, long fallback, long least, long most, String meaning) {
        return text(name, Long.toString(fallback), meaning).within(least, most);
    }

    /** A number with a default. */
    public static Variable number(String name, double fallback, double least, double most, String meaning) {
        return text(name, Range.text(fallback), meaning).within(least, most);
    }

    private Variable within(double least, double most) {
        return new Variable(name, fallback, absence, Optional.of(new Range(least, most)), meaning);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
