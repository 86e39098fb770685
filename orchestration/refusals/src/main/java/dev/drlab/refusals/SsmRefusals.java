package dev.drlab.refusals;

import static dev.drlab.refusals.Rules.first;
import static dev.drlab.refusals.Rules.when;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the Parameter Store refuses a request: the one decision for every stand-in of it. */
public final class SsmRefusals {
    private static final int MOST_BYTES = 4096;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+|(/[A-Za-z0-9_.-]+)+");
    private static final Pattern RESERVED = Pattern.compile("(?i)/?(aws|ssm).*");
    private static final Pattern NESTED = Pattern.compile("(?s).*\\{\\{.*}}.*");

    private SsmRefusals() {}

    /**
     * GetParameter.
     *
     * @param name without a version or label
     * @param exists whether there is a parameter of that name
     * @param version the number or label that is asked for; empty for the latest
     * @param versionExists whether the parameter has that version
     */
    public static Optional<Refused> getParameter(
            String name, boolean exists, Optional<String> version, boolean versionExists) {
        return first(
                () -> when(!isName(name), SsmRefusal.PARAMETER_NAME, wrongName()),
                () -> when(!exists, SsmRefusal.PARAMETER_NOT_FOUND, "Parameter " + name + " not found."),
                () -> when(
                        version.isPresent() && !versionExists,
                        SsmRefusal.PARAMETER_VERSION_NOT_FOUND,
                        "Systems Manager could not find version " + version.orElse("") + " of " + name
                                + ". Verify the version and try again."));
    }

    /** PutParameter of a standard parameter. */
    public static Optional<Refused> putParameter(String name, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        return first(
                () -> when(!isName(name) || RESERVED.matcher(name).matches(), SsmRefusal.PARAMETER_NAME, wrongName()),
                () -> when(
                        bytes == 0 || bytes > MOST_BYTES,
                        SsmRefusal.PARAMETER_LENGTH,
                        "Standard tier parameters support a parameter value of 1 to " + MOST_BYTES + " characters, and "
                                + name + " has " + bytes + "."),
                () -> when(
                        NESTED.matcher(value).matches(),
                        SsmRefusal.NESTED_PARAMETER,
                        "Parameter value: (" + value + ") can't nest another parameter. Do not use \"{{}}\" in the"
                                + " value."));
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static String wrongName() {
        return "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If formed as a path, it can"
                + " consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers"
                + " and the following 3 symbols .-_";
    }
}
