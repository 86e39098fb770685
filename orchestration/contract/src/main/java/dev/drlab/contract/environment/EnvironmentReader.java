package dev.drlab.contract.environment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads variables one by one and collects what is wrong with them; {@link #check} then throws once for all. In place of
 * a wrong value it answers a harmless one, so whoever reads calls {@link #check} before using any. A variable that is
 * set to blanks counts as not set.
 */
public final class EnvironmentReader {
    /** Parameters that the programs with a database URL (agent, verifier) set themselves; in the URL they would win. */
    private static final Set<String> SET_BY_PROGRAMS =
            Set.of("user", "password", "connectTimeout", "loginTimeout", "socketTimeout", "ApplicationName");

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    /** Reads from {@code environment}, usually {@link System#getenv()}. */
    public EnvironmentReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Notes a problem that a combination of values makes. */
    public void problem(String text) {
        problems.add(Objects.requireNonNull(text, "text"));
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidEnvironmentException if anything was missing or wrong
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidEnvironmentException(problems);
        }
    }

    /** The value without blanks around it, if set. */
    public Optional<String> optional(String name) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** The value without blanks around it, if set. */
    public Optional<String> optional(Variable variable) {
        return optional(variable.name());
    }

    /** The value, or its default; not being set is a problem where it has none. */
    public String text(Variable variable) {
        return variable.fallback()
                .map(fallback -> optional(variable).orElse(fallback))
                .orElseGet(() -> text(variable.name()));
    }

    /** A whole number in its range, or its default; not being set is a problem where it has none. */
    public long whole(Variable variable) {
        Variable.Range range = variable.range().orElseThrow();
        long least = (long) range.least();
        long most = (long) range.most();
        return variable.fallback()
                .map(fallback -> whole(variable.name(), Long.parseLong(fallback), least, most))
                .orElseGet(() -> whole(variable.name(), least, most));
    }

    /** A number in its range, or its default. */
    public double number(Variable variable) {
        Variable.Range range = variable.range().orElseThrow();
        return number(
                variable.name(), Double.parseDouble(variable.fallback().orElseThrow()), range.least(), range.most());
    }

    /** The value; not being set is a problem. */
    public String text(String name) {
        return optional(name).orElseGet(() -> {
            problem(name + " is not set");
            return "";
        });
    }

    /** A whole number from {@code least} to {@code most}; {@code fallback} if not set. */
    public long whole(String name, long fallback, long least, long most) {
        return optional(name).isEmpty() ? fallback : parse(name, fallback, least, most);
    }

    /** A whole number from {@code least} to {@code most}; not being set is a problem. */
    public long whole(String name, long least, long most) {
        return text(name).isEmpty() ? least : parse(name, least, least, most);
    }

    private long parse(String name, long harmless, long least, long most) {
        String value = text(name);
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below, together with the range
        }
        problem(name + " is '" + value + "'; give a whole number from " + least + " to " + most);
        return harmless;
    }

    /** A number from {@code least} to {@code most}; {@code fallback} if not set. */
    public double number(String name, double fallback, double least, double most) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            double number = Double.parseDouble(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below, together with the range
        }
        problem(name + " is '" + value.get() + "'; give a number from " + least + " to " + most);
        return fallback;
    }

    /** As {@link #databaseUrl(String, Set)}, for the programs that set user, password, name and the bounds of each wait. */
    public String databaseUrl(String name) {
        return databaseUrl(name, SET_BY_PROGRAMS);
    }

    /**
     * A {@code jdbc:postgresql:} URL; not being set is a problem, and so is a parameter that the program sets itself: in
     * the URL it would win.
     *
     * @param setByProgram names of the driver's parameters
     */
    public String databaseUrl(String name, Set<String> setByProgram) {
        String value = text(name);
        if (!value.isEmpty() && !value.startsWith("jdbc:postgresql:")) {
            problem(name + " is '" + value + "'; give a URL like jdbc:postgresql://host:5432/drlab");
        }
        for (String parameter : parameters(value)) {
            if (setByProgram.contains(parameter)) {
                problem(name + " has the parameter " + parameter + ", which is set already; leave it out");
            }
        }
        return value;
    }

    /** The names of a JDBC URL's parameters, as the driver splits them. */
    private static List<String> parameters(String url) {
        return Arrays.stream(url.substring(url.indexOf('?') + 1).split("&"))
                .map(parameter -> parameter.split("=", 2)[0])
                .toList();
    }

    /** An http or https URL without a slash at its end; not being set is a problem, for which it answers empty. */
    public Optional<URI> requiredUrl(String name) {
        return text(name).isEmpty() ? Optional.empty() : url(name);
    }

    /** An http or https URL without a slash at its end, if set. */
    public Optional<URI> url(String name) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(value.get().replaceFirst("/$", ""));
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        problem(name + " is '" + value.get() + "'; give an http or https URL");
        return Optional.empty();
    }
}
