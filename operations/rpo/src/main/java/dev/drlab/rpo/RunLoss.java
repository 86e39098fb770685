package dev.drlab.rpo;

import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Connections;
import dev.drlab.verifier.database.Endpoint;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The commits of a run's ledger that the writer at its end does not have. Only a change of roles within the run can
 * lose commits. Those that the replica had shown before may be lost, too: a third server may have been promoted.
 *
 * @param account absent if it could not be made
 * @param failure why it could not be made; empty if it was made
 */
public record RunLoss(Optional<LossAccount> account, String failure) {
    private static final int ANSWER_MILLIS = 10_000;

    /**
     * Accounts for a run that has stopped.
     *
     * @param servers those of the run, by their names
     * @return absent if one database was the writer all the time
     */
    public static Optional<RunLoss> of(CanaryRun run, CanaryResult result, List<Endpoint> servers) {
        return run.writerHasChanged() ? Optional.of(account(run, result, servers)) : Optional.empty();
    }

    private static RunLoss account(CanaryRun run, CanaryResult result, List<Endpoint> servers) {
        Optional<Endpoint> writer = result.end()
                .writer()
                .flatMap(name -> servers.stream()
                        .filter(server -> server.name().equals(name))
                        .findFirst());
        if (writer.isEmpty()) {
            return failed("no server was the writer at the end");
        }
        try (Connection connection = Connections.open(writer.get(), writer.get().reader(), ANSWER_MILLIS)) {
            return new RunLoss(Optional.of(LossAccount.of(run.ledger(), connection)), "");
        } catch (SQLException e) {
            return failed(writer.get().name() + ": " + Causes.of(e));
        } catch (IOException e) {
            return failed("ledger: " + Causes.oneLine(e));
        }
    }

    private static RunLoss failed(String why) {
        return new RunLoss(Optional.empty(), why);
    }
}
