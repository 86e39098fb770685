package dev.drlab.contract.service;

/** The headers of the service that others send, read or keep out of logs. */
public final class HeaderNames {
    /** By which a client repeats a write without writing twice. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    /** How far behind the replica was that answered, in seconds; absent where the writer did. */
    public static final String REPLICA_LAG = "X-Replica-Lag";
    /** By which a region knows a request that the other one forwards: no log may have it. */
    public static final String FORWARD_SIGNATURE = "X-Drlab-Forward-Signature";

    private HeaderNames() {}
}
