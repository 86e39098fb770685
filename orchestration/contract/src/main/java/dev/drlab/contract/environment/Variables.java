package dev.drlab.contract.environment;

/**
 * The variables that the stacks and the lab set and the programs read. Their meaning, unit and range stand with the record
 * that each is read into.
 */
public final class Variables {
    // Where a program runs.
    public static final String REGION = "DRLAB_REGION";
    public static final String PEER_REGION = "DRLAB_PEER_REGION";
    public static final String ROLE = "DRLAB_ROLE";
    public static final String PROJECT = "DRLAB_PROJECT";

    // The service.
    public static final String HOST = "DRLAB_HOST";
    public static final String PORT = "DRLAB_PORT";
    public static final String PEER_URL = "DRLAB_PEER_URL";
    public static final String FORWARD_SECRET = "DRLAB_FORWARD_SECRET";
    public static final String POOL_SIZE = "DRLAB_POOL_SIZE";
    public static final String POLL_MILLIS = "DRLAB_POLL_MILLIS";
    public static final String LEASE_MILLIS = "DRLAB_LEASE_MILLIS";
    public static final String CONFIRM_MILLIS = "DRLAB_CONFIRM_MILLIS";
    public static final String COLD_START_MILLIS = "DRLAB_COLD_START_MILLIS";
    public static final String CLOCK_OFFSET_MILLIS = "DRLAB_CLOCK_OFFSET_MILLIS";
    public static final String OBJECTS_BUCKET = "DRLAB_OBJECTS_BUCKET";
    public static final String OBJECTS_ENDPOINT = "DRLAB_OBJECTS_ENDPOINT";

    // Databases.
    public static final String DB_URL = "DRLAB_DB_URL";
    public static final String PEER_DB_URL = "DRLAB_PEER_DB_URL";
    public static final String DB_SECRET = "DRLAB_DB_SECRET";
    public static final String DB_ADMIN_USER = "DRLAB_DB_ADMIN_USER";
    public static final String DB_WRITER_PASSWORD = "DRLAB_DB_WRITER_PASSWORD";
    public static final String DB_READER_PASSWORD = "DRLAB_DB_READER_PASSWORD";
    public static final String DB_CA_FILE = "DRLAB_DB_CA_FILE";
    public static final String DB_TIMEOUT_SECONDS = "DRLAB_DB_TIMEOUT_SECONDS";
    public static final String FENCE_TIMEOUT_SECONDS = "DRLAB_FENCE_TIMEOUT_SECONDS";
    public static final String SECRETS_ENDPOINT = "DRLAB_SECRETS_ENDPOINT";

    // Authority records.
    public static final String CONTROL_TABLE = "DRLAB_CONTROL_TABLE";
    public static final String CONTROL_ENDPOINT = "DRLAB_CONTROL_ENDPOINT";
    public static final String PEER_CONTROL_ENDPOINT = "DRLAB_PEER_CONTROL_ENDPOINT";

    // Verifier and readiness.
    public static final String RATE = "DRLAB_RATE";
    public static final String DURATION_SECONDS = "DRLAB_DURATION_SECONDS";
    public static final String TARGET_RPO_SECONDS = "DRLAB_TARGET_RPO_SECONDS";
    public static final String PUBLISH_SECONDS = "DRLAB_PUBLISH_SECONDS";
    public static final String LEDGER_DIR = "DRLAB_LEDGER_DIR";
    public static final String LEDGER_BUCKET = "DRLAB_LEDGER_BUCKET";
    public static final String LEDGER_PREFIX = "DRLAB_LEDGER_PREFIX";
    public static final String METRICS_NAMESPACE = "DRLAB_METRICS_NAMESPACE";
    public static final String READINESS_WITHOUT = "DRLAB_READINESS_WITHOUT";

    // Synthesis: the file read in place of {@code cdktf.json}.
    public static final String CONFIG = "DRLAB_CONFIG";

    private Variables() {}
}
