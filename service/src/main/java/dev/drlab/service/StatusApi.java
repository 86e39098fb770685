package dev.drlab.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.service.guard.DatabaseStatus;
import dev.drlab.service.guard.Verdict;
import dev.drlab.service.guard.WriteAuthority;
import dev.drlab.service.http.Answers;
import dev.drlab.service.metrics.Metrics;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** {@code GET /healthz}, {@code GET /active}, {@code GET /dbcheck}, {@code GET /metrics}. */
public final class StatusApi {
    private final String region;
    private final WriteAuthority authority;
    private final BooleanSupplier warm;
    private final Metrics metrics;
    private final Answers answers;

    /** Of one task in {@code region}. */
    public StatusApi(String region, WriteAuthority authority, BooleanSupplier warm, Metrics metrics, Answers answers) {
        this.region = region;
        this.authority = authority;
        this.warm = warm;
        this.metrics = metrics;
        this.answers = answers;
    }

    void healthz(Context ctx) {
        answers.send(ctx, 200, answers.object().put("status", "alive"));
    }

    void active(Context ctx) {
        Verdict verdict = authority.confirm();
        ObjectNode body = answers.object()
                .put("active", verdict.active())
                .put("region", region)
                .put("epoch", verdict.epoch());
        if (!verdict.active()) {
            body.put("state", verdict.state().label())
                    .put("error", verdict.state().explanation());
        }
        answers.send(ctx, verdict.active() ? 200 : 503, body);
    }

    void dbcheck(Context ctx) {
        Verdict verdict = authority.verdict();
        Optional<DatabaseStatus> database = authority.database();
        ObjectNode body = answers.object()
                .put("region", region)
                .put(
                        "role",
                        database.map(d -> d.inRecovery() ? "replica" : "primary")
                                .orElse("unreachable"))
                .put("active", verdict.active())
                .put("epoch", verdict.epoch())
                .put("state", verdict.state().label())
                .put("warm", warm.getAsBoolean());
        OptionalDouble lag = database.map(DatabaseStatus::lagSeconds).orElse(OptionalDouble.empty());
        if (lag.isPresent()) {
            body.put("lagSeconds", lag.getAsDouble());
        } else {
            body.putNull("lagSeconds");
        }
        answers.send(ctx, 200, body);
    }

    void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
    }
}
