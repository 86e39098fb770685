package dev.drlab.verifier.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.canary.VerifierResult;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.verdict.CanaryJson;
import dev.drlab.verifier.verdict.RpoVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of a run of the job.
 *
 * @param canaries the run
 * @param loss the account against the database that was the writer at the end; absent if it could not be made, which is
 *     not judged
 * @param target the exposure and the loss that are still good
 * @param shippedSegments of the ledger, to S3
 * @param warnings what went wrong without ending the run
 */
record JobResult(
        CanaryResult canaries,
        Optional<LossAccount> loss,
        Duration target,
        int shippedSegments,
        List<String> warnings) {
    static final int COULD_NOT_RUN = 2;

    /** Of the exposure and of the loss together. */
    RpoVerdict verdict() {
        return RpoVerdict.ofRun(canaries.end(), loss, target);
    }

    /** 0 met, 1 missed, 2 not judged. */
    int exitCode() {
        return verdict().kind().exitCode();
    }

    /** As {@code drlab rpo} writes it, without the series, and with {@code loss}, {@code shipped} and the last error. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(VerifierResult.SCHEMA_VERSION, 1);
        json.setAll(CanaryJson.run(canaries));
        json.remove("series"); // CloudWatch has it
        json.set(
                "rpo",
                CanaryJson.rpo(verdict(), target.toNanos() / 1e9, canaries.end().maxExposureSeconds()));
        json.set(VerifierResult.LOSS, loss.map(CanaryJson::loss).orElse(null));
        json.putObject("shipped").put("segments", shippedSegments);
        json.put("lastError", canaries.end().lastError().orElse(null));
        json.put(VerifierResult.LEDGER_FAILURE, canaries.end().ledgerFailure().orElse(null));
        warnings.forEach(json.putArray(VerifierResult.WARNINGS)::add);
        return json;
    }
}
