package dev.drlab.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether the epoch that a run acts for is still the highest. The own record must be readable. The peer's is read at the
 * same time, and waited for only as long as the caller allows: an unplanned activation must not depend on the lost region.
 */
final class AuthorityCheck {
    private final AgentConfig config;
    private final ControlTable ownTable;
    private final ControlTable peerTable;

    AuthorityCheck(AgentConfig config, ControlTable ownTable, ControlTable peerTable) {
        this.config = config;
        this.ownTable = ownTable;
        this.peerTable = peerTable;
    }

    /**
     * Answers {@code held: true} and {@code peer}: {@code read}, {@code not asked}, or {@code not read: …}.
     *
     * @param epoch the run's
     * @param region that the epoch gives authority to: the own one for activate, the peer for reprotect
     * @param peerWait how long to wait for the peer's record; zero does not ask for it
     * @param peerRequired refuses when the peer's record was not read
     * @throws AgentException.Superseded if a record that was read names a higher epoch
     * @throws AgentException.AuthorityLost if the record of {@code region} does not give it {@code epoch}
     * @throws AgentException.Unreachable if the peer's record is required and was not read
     */
    ObjectNode require(long epoch, String region, Duration peerWait, boolean peerRequired) {
        if (!region.equals(config.region()) && !region.equals(config.peerRegion())) {
            throw new AgentException.InvalidRequest(
                    "region must be " + config.region() + " or " + config.peerRegion() + ", got '" + region + "'");
        }
        CompletableFuture<PeerReading> reading =
                peerWait.isZero() ? CompletableFuture.completedFuture(PeerReading.NONE) : readPeer(peerWait);
        Optional<AuthorityRecord> own = ownTable.read();
        PeerReading peer = reading.join();
        refuseHigher(epoch, Stream.of(own, peer.record()).flatMap(Optional::stream));
        boolean isOwn = region.equals(config.region());
        Optional<AuthorityRecord> holder = isOwn ? own : peer.record();
        if ((isOwn || peer.wasRead()) && !gives(holder, epoch, region)) {
            throw new AgentException.AuthorityLost(
                    "the record of " + region + " does not give it epoch " + epoch + ": " + told(holder));
        }
        if (peerRequired && !peer.wasRead()) {
            throw new AgentException.Unreachable(
                    "the record of " + config.peerRegion() + " was " + peer.answer()
                            + ", so it is not known whether epoch " + epoch + " is still the highest",
                    null);
        }
        return JsonNodeFactory.instance.objectNode().put("held", true).put("peer", peer.answer());
    }

    /** Completes within {@code timeLimit}, and never exceptionally. */
    private CompletableFuture<PeerReading> readPeer(Duration timeLimit) {
        return CompletableFuture.supplyAsync(peerTable::read)
                .thenApply(record -> new PeerReading(record, PeerReading.READ))
                .exceptionally(failure -> PeerReading.failed(failure.getCause().getMessage()))
                .completeOnTimeout(
                        PeerReading.failed("no answer within " + timeLimit.toMillis() + " ms"),
                        timeLimit.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * The peer's record, where it was read.
     *
     * @param record empty when there is none, or it was not read
     * @param answer for people: how it was read, or why not
     */
    private record PeerReading(Optional<AuthorityRecord> record, String answer) {
        static final String READ = "read";
        static final PeerReading NONE = new PeerReading(Optional.empty(), "not asked");

        static PeerReading failed(String why) {
            return new PeerReading(Optional.empty(), "not read: " + why);
        }

        boolean wasRead() {
            return answer.equals(READ);
        }
    }

    /**
     * For a conditional write that was refused.
     *
     * @param why what the write found instead
     * @throws AgentException.Superseded if {@code found} has a higher epoch
     * @throws AgentException.AuthorityLost otherwise
     */
    static AgentException refusal(long epoch, Optional<AuthorityRecord> found, String why) {
        return found.filter(record -> record.epoch() > epoch)
                .<AgentException>map(record -> superseded(epoch, record))
                .orElseGet(() -> new AgentException.AuthorityLost(why + ": " + told(found)));
    }

    private static void refuseHigher(long epoch, Stream<AuthorityRecord> records) {
        records.reduce((one, other) -> one.orHigher(Optional.of(other)))
                .filter(highest -> highest.epoch() > epoch)
                .ifPresent(highest -> {
                    throw superseded(epoch, highest);
                });
    }

    private static AgentException.Superseded superseded(long epoch, AuthorityRecord higher) {
        return new AgentException.Superseded(
                "epoch " + epoch + " was superseded by epoch " + higher.epoch() + " of " + higher.region());
    }

    private static boolean gives(Optional<AuthorityRecord> record, long epoch, String region) {
        return record.filter(r -> r.epoch() == epoch && r.region().equals(region))
                .isPresent();
    }

    private static String told(Optional<AuthorityRecord> record) {
        return record.map(r -> "it has epoch " + r.epoch() + " of " + r.region())
                .orElse("there is none");
    }
}
