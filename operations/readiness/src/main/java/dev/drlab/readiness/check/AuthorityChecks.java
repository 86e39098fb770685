package dev.drlab.readiness.check;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.Drain;
import dev.drlab.contract.authority.LockItem;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.contract.service.Paths;
import dev.drlab.readiness.region.RegionReads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may write, and what earlier moves left behind. */
final class AuthorityChecks {
    /** Active tasks refresh it every 10 s; a new task trusts it for this long. */
    private static final Duration ALIVE = Duration.ofSeconds(60);

    private AuthorityChecks() {}

    static Seen runbook(Subject subject) {
        Runbook runbook = subject.runbook();
        String own = subject.own().region();
        List<Finding> findings = new ArrayList<>();
        if (!runbook.text(RunbookField.REGION).equals(own)) {
            findings.add(Finding.blocks(
                    "the runbook in " + own + " is that of " + runbook.text(RunbookField.REGION),
                    "deploy the orchestration of " + own + " again"));
        }
        String peer = runbook.text(RunbookField.PEER_REGION);
        subject.askedPeer()
                .filter(asked -> !asked.equals(peer))
                .ifPresent(asked -> findings.add(Finding.blocks(
                        "the runbook in " + own + " names the peer " + peer + ", asked was about " + asked,
                        "ask with --peer " + peer + ", or deploy the orchestration of " + own + " again")));
        if (!subject.peerRunbook().text(RunbookField.PEER_REGION).equals(own)) {
            findings.add(Finding.blocks(
                    "the runbook in " + subject.peer().region() + " names the peer "
                            + subject.peerRunbook().text(RunbookField.PEER_REGION) + ", not " + own,
                    "deploy the orchestration of " + subject.peer().region() + " again"));
        }
        return new Seen("both runbooks are read, the peer is " + peer, findings);
    }

    static Seen authority(Subject subject) {
        String own = subject.own().region();
        String peer = subject.peer().region();
        Optional<AuthorityRecord> highest = Stream.of(subject.ownRecord(), subject.peerRecord())
                .flatMap(Optional::stream)
                .reduce((a, b) -> a.orHigher(Optional.of(b)));
        if (highest.isEmpty()) {
            return Seen.wrong(Finding.blocks(
                    "no region was ever activated",
                    "drlab bootstrap database, which activates the primary with mode initial"));
        }
        AuthorityRecord record = highest.get();
        if (record.region().equals(own)) {
            return Seen.wrong(Finding.blocks(
                    own + " is the writer already (epoch " + record.epoch() + "): nothing can be moved there",
                    "ask about the standby: drlab readiness " + peer));
        }
        String fact = record.region() + " is the writer, epoch " + record.epoch();
        // Its tasks refresh its own region's record; the copy here is as old as the last move.
        Optional<AuthorityRecord> writers = subject.peerRecord().filter(known -> known.epoch() == record.epoch());
        if (!record.region().equals(peer) || writers.isEmpty()) {
            return Seen.wrong(Finding.blocks(
                    "the record of " + own + " gives " + record.region() + " epoch " + record.epoch()
                            + ", and the one of " + peer + " does not",
                    "look at both records: an activation may have stopped half way; the same command goes on"));
        }
        Duration age = Duration.between(writers.get().confirmedAt(), subject.now());
        if (age.compareTo(ALIVE) > 0) {
            return new Seen(
                    fact,
                    List.of(Finding.warns(
                            record.region() + " has not confirmed its authority for " + age.toSeconds()
                                    + " s: no active task seems to run there",
                            "look at the service of " + record.region() + ": GET " + Paths.DBCHECK)));
        }
        return Seen.right(fact);
    }

    static Seen lock(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        for (RegionReads region : List.of(subject.own(), subject.peer())) {
            subject.lock(region).ifPresent(holder -> findings.add(held(subject, region.region(), holder)));
        }
        return new Seen(
                findings.isEmpty()
                        ? "no execution holds a lock"
                        : findings.get(0).what(),
                findings);
    }

    private static Finding held(Subject subject, String region, LockItem lock) {
        String who = lock.verb() + " '" + lock.owner() + "'";
        long age = Duration.between(lock.heartbeat(), subject.now()).toSeconds();
        if (age <= subject.runbook().number(RunbookField.LOCK_LEASE_SECONDS)) {
            return Finding.blocks(
                    who + " holds the lock of " + region + ", its heartbeat is " + age + " s old: it is at work",
                    "wait until that execution has ended");
        }
        return Finding.blocks(
                who + " left the lock of " + region + " behind " + age + " s ago: it died before its end, and its move"
                        + " stands half done",
                "start the same execution again, or drlab break-glass resume JOURNAL: it goes on where it stopped");
    }

    static Seen drain(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        drained(subject, subject.own().region(), subject.ownRecord()).ifPresent(findings::add);
        drained(subject, subject.peer().region(), subject.peerRecord()).ifPresent(findings::add);
        return new Seen(
                findings.isEmpty() ? "no region is drained" : findings.get(0).what(), findings);
    }

    private static Optional<Finding> drained(Subject subject, String region, Optional<AuthorityRecord> record) {
        return record.flatMap(AuthorityRecord::drain).map(drain -> drained(subject, region, drain));
    }

    private static Finding drained(Subject subject, String region, Drain drain) {
        long left = Duration.between(subject.now(), drain.deadline()).toSeconds();
        return left >= 0
                ? Finding.blocks(
                        region + " is drained by '" + drain.token() + "' for another " + left + " s: a switchover is at"
                                + " work",
                        "wait until it has ended")
                : Finding.blocks(
                        "a drain by '" + drain.token() + "' was left in " + region + ", its deadline passed " + -left
                                + " s ago: writes are refused there until it is lifted",
                        "start a task of the service there: its guard lifts an expired drain");
    }
}
