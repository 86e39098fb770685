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
    /** What the programs with a database URL (agent, verifier) set themselves; in the URL it would win over that. */
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

    /** The value; not being set is a problem. */
    public String text(String name) {
        return optional(name).orElseGet(() -> {
            problem(name + " is not set");
            return "";
        });
    }

    /** A whole number from {@code least} to {@code most}; {@code fallback} if not set. */
    public long whole(String name, long fallback, long least, long most) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below, together with the range
        }
        problem(name + " is '" + value.get() + "'; give a whole number from " + least + " to " + most);
        return fallback;
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

    /**
     * A {@code jdbc:postgresql:} URL without user and password, and without the parameters that bound a wait, so that
     * nothing removes the bounds; not being set is a problem.
     */
    public String databaseUrl(String name) {
        String value = text(name);
        if (!value.isEmpty() && !value.startsWith("jdbc:postgresql:")) {
            problem(name + " is '" + value + "'; give a URL like jdbc:postgresql://host:5432/drlab");
        }
        for (String parameter : parameters(value)) {
            if (SET_BY_PROGRAMS.contains(parameter)) {
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

    /** An http or https URL, if set. */
    public Optional<URI> url(String name) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(value.get());
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
