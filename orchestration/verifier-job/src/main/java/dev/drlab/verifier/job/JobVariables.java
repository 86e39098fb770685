package dev.drlab.verifier.job;

import dev.drlab.contract.environment.Variable;
import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.project.ResourceNames;
import java.util.List;

/** The variables that a run reads: {@link JobConfig} reads them, and the table of {@code docs/verifier.md} is written from them. */
public final class JobVariables {
    private static final String DATABASE = "`jdbc:postgresql://host:5432/drlab`, without the parameters that [the"
            + " agent](agent.md) refuses; which region's is the writer is found out";
    private static final int DAY = 86_400;

    static final Variable REGION =
            Variable.required(Variables.REGION, "where the job runs: its metrics and its ledger go there");
    static final Variable PEER_REGION = Variable.required(Variables.PEER_REGION, "the other region");
    static final Variable DB_URL = Variable.required(Variables.DB_URL, DATABASE);
    static final Variable PEER_DB_URL = Variable.required(Variables.PEER_DB_URL, "the same of the other region");
    static final Variable WRITER_PASSWORD = Variable.required(Variables.DB_WRITER_PASSWORD, "of `drlab_writer`");
    static final Variable READER_PASSWORD = Variable.required(Variables.DB_READER_PASSWORD, "of `drlab_reader`");
    static final Variable DB_CA_FILE = Variable.optional(
            Variables.DB_CA_FILE,
            "those of RDS",
            "certificate authorities, as for [the agent](agent.md#tls-to-the-database)");
    static final Variable RATE = Variable.number(Variables.RATE, 20, 0.1, 1000, "canaries per second");
    static final Variable DURATION_SECONDS =
            Variable.whole(Variables.DURATION_SECONDS, 240, 1, DAY, "how long canaries are written");
    static final Variable TARGET_RPO_SECONDS =
            Variable.whole(Variables.TARGET_RPO_SECONDS, 300, 1, DAY, "the exposure that is still good");
    static final Variable PUBLISH_SECONDS =
            Variable.whole(Variables.PUBLISH_SECONDS, 60, 1, 3600, "between two publications");
    static final Variable LEDGER_BUCKET = Variable.optional(
            Variables.LEDGER_BUCKET,
            "none",
            "where the segments go; without it the ledger is lost with the task, and the result warns");
    static final Variable LEDGER_PREFIX =
            Variable.text(Variables.LEDGER_PREFIX, ResourceNames.LEDGER_PREFIX, "of the segments' keys");
    static final Variable LEDGER_DIR =
            Variable.text(Variables.LEDGER_DIR, "/tmp/drlab-ledger", "where the ledger is written first");
    static final Variable METRICS_NAMESPACE =
            Variable.text(Variables.METRICS_NAMESPACE, "drlab", "of the metrics in CloudWatch");
    static final Variable PROJECT =
            Variable.text(Variables.PROJECT, "drlab", "value of the metrics' only dimension, `Project`");

    private JobVariables() {}

    /** All, in the order of the table. */
    public static List<Variable> all() {
        return List.of(
                REGION,
                PEER_REGION,
                DB_URL,
                PEER_DB_URL,
                WRITER_PASSWORD,
                READER_PASSWORD,
                DB_CA_FILE,
                RATE,
                DURATION_SECONDS,
                TARGET_RPO_SECONDS,
                PUBLISH_SECONDS,
                LEDGER_BUCKET,
                LEDGER_PREFIX,
                LEDGER_DIR,
                METRICS_NAMESPACE,
                PROJECT);
    }
}
