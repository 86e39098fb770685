package dev.drlab.statemachine.aws;

/** Arguments that do not fit an operation's request; the message names the parameter. */
public final class ParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code path} is the parameter's path in the arguments. */
    public ParameterException(String path, String message) {
        super("parameter " + path + ": " + message);
    }
}
