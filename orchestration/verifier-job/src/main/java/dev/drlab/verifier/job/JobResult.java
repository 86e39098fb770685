package dev.drlab.verifier.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.verifier.CanaryJson;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.LossAccount;
import java.util.List;
import java.util.Optional;

/**
 * What a run of the job ended with.
 *
 * @param canaries the run
 * @param loss the account against the database that was the writer at the end; absent if it could not be asked
 * @param targetSeconds the exposure that is still good
 * @param shippedSegments of the ledger, to S3
 * @param warnings what went wrong without ending the run
 */
record JobResult(
        CanaryResult canaries,
        Optional<LossAccount> loss,
        double targetSeconds,
        int shippedSegments,
        List<String> warnings) {
    static final int MET = 0;
    static final int MISSED = 1;
    static final int COULD_NOT_RUN = 2;

    /** 0: within the target and nothing wrong with the account; 1: otherwise; 2: no canary, or the ledger failed. */
    int exitCode() {
        if (canaries.end().acked() == 0 || canaries.end().ledgerFailure().isPresent()) {
            return COULD_NOT_RUN;
        }
        return met() ? MET : MISSED;
    }

    private boolean met() {
        return canaries.end().maxExposureSeconds() <= targetSeconds
                && loss.map(l -> l.lostSeconds() <= targetSeconds && l.holes() == 0 && l.foreignRows() == 0)
                        .orElse(true);
    }

    /** As {@code drlab rpo} writes it, without the series, and with {@code loss}, {@code shipped} and the last error. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("schemaVersion", 1);
        json.setAll(CanaryJson.run(canaries));
        json.remove("series"); // CloudWatch has it
        json.putObject("rpo")
                .put("targetSeconds", targetSeconds)
                .put("met", canaries.end().acked() > 0 && met())
                .put("maxExposureSeconds", canaries.end().maxExposureSeconds());
        json.set("loss", loss.map(CanaryJson::loss).orElse(null));
        json.putObject("shipped").put("segments", shippedSegments);
        json.put("lastError", canaries.end().lastError().orElse(null));
        json.put("ledgerFailure", canaries.end().ledgerFailure().orElse(null));
        warnings.forEach(json.putArray("warnings")::add);
        return json;
    }
}
