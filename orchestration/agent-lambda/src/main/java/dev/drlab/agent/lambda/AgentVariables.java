package dev.drlab.agent.lambda;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.environment.Variable;
import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.project.ResourceNames;
import java.util.List;

/** The variables of the function: {@link LambdaConfig} reads them, and the table of {@code docs/agent.md} is written from them. */
public final class AgentVariables {
    private static final String DATABASE =
            "`jdbc:postgresql://host:5432/drlab`; refused with a parameter that is set already"
                    + " and the URL would override: `user`, `password`, `connectTimeout`, `loginTimeout`, `socketTimeout`,"
                    + " `ApplicationName`";
    private static final String REGIONAL = "regional endpoint";
    /** Longer than a drain, within one answer, waits for sessions to end. */
    private static final int SHORTEST_DATABASE_TIMEOUT_SECONDS = 5;

    static final Variable REGION = Variable.required(Variables.REGION, "this region");
    static final Variable PEER_REGION = Variable.required(Variables.PEER_REGION, "the other region");
    static final Variable ROLE = Variable.required(
            Variables.ROLE,
            "`primary` (odd epochs) or `secondary` (even epochs): the region's fixed role, not who is active");
    static final Variable DB_URL = Variable.required(Variables.DB_URL, DATABASE);
    static final Variable PEER_DB_URL = Variable.required(Variables.PEER_DB_URL, "the same of the other region");
    static final Variable CONTROL_TABLE =
            Variable.required(Variables.CONTROL_TABLE, "name of the control table, the same in both regions");
    static final Variable DB_ADMIN_USER = Variable.text(
            Variables.DB_ADMIN_USER,
            DatabaseNames.ADMIN_ROLE,
            "the role that the agent logs in as: the RDS master user");
    static final Variable DB_SECRET = Variable.text(
            Variables.DB_SECRET,
            new ResourceNames("drlab").databaseSecret(),
            "name or ARN of the secret *in the function's own region*: JSON with `adminPassword`, `writerPassword`,"
                    + " `readerPassword`");
    static final Variable DB_CA_FILE =
            Variable.optional(Variables.DB_CA_FILE, "those of RDS", "PEM file of certificate authorities; see below");
    static final Variable DB_TIMEOUT_SECONDS = Variable.whole(
            Variables.DB_TIMEOUT_SECONDS,
            10,
            SHORTEST_DATABASE_TIMEOUT_SECONDS,
            60,
            "longest wait for a database's connection or answer, of which a drain waits up to 4 s for sessions to end");
    static final Variable FENCE_TIMEOUT_SECONDS = Variable.whole(
            Variables.FENCE_TIMEOUT_SECONDS,
            2,
            1,
            10,
            "longest time of each half of a fence, and of any call to the peer's control table");
    static final Variable CONTROL_ENDPOINT =
            Variable.optional(Variables.CONTROL_ENDPOINT, REGIONAL, "where the own DynamoDB is reached");
    static final Variable PEER_CONTROL_ENDPOINT =
            Variable.optional(Variables.PEER_CONTROL_ENDPOINT, REGIONAL, "where the peer's DynamoDB is reached");
    static final Variable SECRETS_ENDPOINT =
            Variable.optional(Variables.SECRETS_ENDPOINT, REGIONAL, "where Secrets Manager is reached");

    private AgentVariables() {}

    /** All, in the order of the table. */
    public static List<Variable> all() {
        return List.of(
                REGION,
                PEER_REGION,
                ROLE,
                DB_URL,
                PEER_DB_URL,
                CONTROL_TABLE,
                DB_ADMIN_USER,
                DB_SECRET,
                DB_CA_FILE,
                DB_TIMEOUT_SECONDS,
                FENCE_TIMEOUT_SECONDS,
                CONTROL_ENDPOINT,
                PEER_CONTROL_ENDPOINT,
                SECRETS_ENDPOINT);
    }
}
