package dev.drlab.agent;

/**
 * An action refused or failed. A state machine sees the subclass's full name as the error's name, as Step Functions
 * does for a Java function (AWS Lambda developer guide, "Lambda function errors in Java").
 */
public abstract sealed class AgentException extends RuntimeException {
    private AgentException(String message) {
        super(message);
    }

    private AgentException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The request names no known action, or lacks a field. */
    public static final class InvalidRequest extends AgentException {
        /** Says what is wrong with the request. */
        public InvalidRequest(String message) {
            super(message);
        }
    }

    /** Another owner holds the lock and its heartbeat has not expired. */
    public static final class Locked extends AgentException {
        Locked(String message) {
            super(message);
        }
    }

    /** The record no longer has the epoch, region or drain token that the action needs. */
    public static final class AuthorityLost extends AgentException {
        AuthorityLost(String message) {
            super(message);
        }
    }

    /** A record names a higher epoch than the one that the action is for: its run must touch nothing more. */
    public static final class Superseded extends AgentException {
        Superseded(String message) {
            super(message);
        }
    }

    /** Prepared transactions exist: they could commit after a drain. */
    public static final class PreparedTransactions extends AgentException {
        PreparedTransactions(String message) {
            super(message);
        }
    }

    /** A superuser other than the exempt ones is logged in: nobody but a superuser can end such a session. */
    public static final class SuperuserSession extends AgentException {
        SuperuserSession(String message) {
            super(message);
        }
    }

    /** A role may log in and the agent may not take that from it. */
    public static final class UnfenceableRole extends AgentException {
        UnfenceableRole(String message) {
            super(message);
        }
    }

    /** An enabled subscription: its apply worker writes what another server sends. */
    public static final class LogicalSubscription extends AgentException {
        LogicalSubscription(String message) {
            super(message);
        }
    }

    /** A scheduled job or background worker inside the server runs as a role that stays open. */
    public static final class DatabaseJob extends AgentException {
        DatabaseJob(String message) {
            super(message);
        }
    }

    /** Somebody other than the agent is logged in as the agent's role, which stays open. */
    public static final class AgentRoleInUse extends AgentException {
        AgentRoleInUse(String message) {
            super(message);
        }
    }

    /** The reader role, which stays open, may write. */
    public static final class ReaderCanWrite extends AgentException {
        ReaderCanWrite(String message) {
            super(message);
        }
    }

    /** The database cannot do what was asked in its present state. */
    public static final class DatabaseState extends AgentException {
        DatabaseState(String message) {
            super(message);
        }
    }

    /** A database or control table could not be reached, or failed; the action may be tried again. */
    public static final class Unreachable extends AgentException {
        /** Says what could not be reached, and by whom. */
        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
