package dev.drlab.agent.lambda;

/** The database secret does not hold what the agent needs; a person has to correct it. */
public final class InvalidSecretException extends RuntimeException {
    InvalidSecretException(String message) {
        super(message);
    }
}
