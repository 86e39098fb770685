package dev.drlab.service;

import dev.drlab.contract.environment.Variable;
import dev.drlab.contract.environment.Variables;
import dev.drlab.service.database.Role;
import java.util.List;
import java.util.TreeSet;

/** The variables that a task reads: {@link ServiceConfig} reads them, and the table of {@code docs/service.md} is written from them. */
public final class ServiceVariables {
    static final int SHORTEST_SECRET = 16;

    private static final String REGIONAL = "regional endpoint";

    static final Variable REGION = Variable.required(Variables.REGION, "this region");
    static final Variable PEER_REGION = Variable.required(Variables.PEER_REGION, "the other region");
    static final Variable HOST = Variable.text(Variables.HOST, "0.0.0.0", "address to bind");
    static final Variable PORT = Variable.whole(Variables.PORT, 0, 65_535, "0 takes a free one (logged)");
    static final Variable DB_URL = Variable.required(
            Variables.DB_URL,
            "`jdbc:postgresql://…`; refused with a parameter that the service sets and the URL would override: `"
                    + String.join("`, `", new TreeSet<>(Role.parameters())) + "`");
    static final Variable WRITER_PASSWORD = Variable.required(Variables.DB_WRITER_PASSWORD, "of `drlab_writer`");
    static final Variable READER_PASSWORD = Variable.required(Variables.DB_READER_PASSWORD, "of `drlab_reader`");
    static final Variable CONTROL_TABLE =
            Variable.required(Variables.CONTROL_TABLE, "name of the control table, the same in both regions");
    static final Variable CONTROL_ENDPOINT =
            Variable.optional(Variables.CONTROL_ENDPOINT, REGIONAL, "where this region's table is reached");
    static final Variable PEER_CONTROL_ENDPOINT =
            Variable.optional(Variables.PEER_CONTROL_ENDPOINT, REGIONAL, "where the peer's table is reached");
    static final Variable PEER_URL = Variable.required(Variables.PEER_URL, "base URL of the peer's service");
    static final Variable FORWARD_SECRET = Variable.required(
            Variables.FORWARD_SECRET, SHORTEST_SECRET + " characters or more, the same in both regions");
    static final Variable OBJECTS_BUCKET =
            Variable.optional(Variables.OBJECTS_BUCKET, "none", "the region's bucket; without it objects are off");
    static final Variable OBJECTS_ENDPOINT = Variable.optional(
            Variables.OBJECTS_ENDPOINT, REGIONAL, "where the bucket is reached, with path-style addresses");
    static final Variable POLL_MILLIS = Variable.whole(
            Variables.POLL_MILLIS, 2_000, 10, 60_000, "between looks at each of: own record, peer's record, database");
    static final Variable LEASE_MILLIS = Variable.whole(
            Variables.LEASE_MILLIS,
            15_000,
            100,
            600_000,
            "how long a successful read of the own record carries; more than two polls");
    static final Variable CONFIRM_MILLIS = Variable.whole(
            Variables.CONFIRM_MILLIS, 10_000, 100, 600_000, "how often an active task refreshes `confirmedAt`");
    static final Variable COLD_START_MILLIS = Variable.whole(
            Variables.COLD_START_MILLIS,
            60_000,
            100,
            3_600_000,
            "how old `confirmedAt` may be to start writing without having seen the peer; more than the longer of `"
                    + Variables.CONFIRM_MILLIS + "` and `" + Variables.POLL_MILLIS + "`, and one more poll");
    static final Variable CLOCK_OFFSET_MILLIS = Variable.whole(
            Variables.CLOCK_OFFSET_MILLIS,
            0,
            -3_600_000,
            3_600_000,
            "makes the time of day wrong by so much, to rehearse with a wrong clock");
    static final Variable POOL_SIZE =
            Variable.whole(Variables.POOL_SIZE, 10, 1, 50, "connections of each pool (reader, writer)");

    private ServiceVariables() {}

    /** All, in the order of the table. */
    public static List<Variable> all() {
        return List.of(
                REGION,
                PEER_REGION,
                HOST,
                PORT,
                DB_URL,
                WRITER_PASSWORD,
                READER_PASSWORD,
                CONTROL_TABLE,
                CONTROL_ENDPOINT,
                PEER_CONTROL_ENDPOINT,
                PEER_URL,
                FORWARD_SECRET,
                OBJECTS_BUCKET,
                OBJECTS_ENDPOINT,
                POLL_MILLIS,
                LEASE_MILLIS,
                CONFIRM_MILLIS,
                COLD_START_MILLIS,
                CLOCK_OFFSET_MILLIS,
                POOL_SIZE);
    }
}
