package dev.drlab.service;

import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.Drain;
import dev.drlab.service.guard.RecordTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A control table in memory with the conditions of the real one; may be out of reach. Keeps what was done to it. */
public final class FakeTable implements RecordTable {
    private final List<String> calls = new ArrayList<>();
    private AuthorityRecord record;
    private boolean unreachable;
    private Runnable afterRead = () -> {};

    public synchronized FakeTable holding(AuthorityRecord next) {
        record = next;
        return this;
    }

    public synchronized FakeTable draining(Drain drain) {
        record = new AuthorityRecord(record.epoch(), record.region(), record.confirmedAt(), Optional.of(drain));
        return this;
    }

    public synchronized FakeTable unreachable(boolean value) {
        unreachable = value;
        return this;
    }

    /** Something that happens right after the next reads have been answered. */
    public synchronized void afterRead(Runnable action) {
        afterRead = action;
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized AuthorityRecord record() {
        return record;
    }

    @Override
    public synchronized Optional<AuthorityRecord> read() {
        reach("read");
        Optional<AuthorityRecord> answer = Optional.ofNullable(record);
        afterRead.run();
        return answer;
    }

    @Override
    public synchronized boolean confirm(long epoch, String region, Instant at) {
        reach("confirm " + epoch);
        if (record == null || record.epoch() != epoch || !record.region().equals(region)) {
            return false;
        }
        record = new AuthorityRecord(epoch, region, at, record.drain());
        return true;
    }

    @Override
    public synchronized boolean undrain(long epoch, String token) {
        reach("undrain " + epoch + " " + token);
        boolean held = record != null
                && record.epoch() == epoch
                && record.drain().filter(d -> d.token().equals(token)).isPresent();
        if (held) {
            record = AuthorityRecord.of(epoch, record.region(), record.confirmedAt());
        }
        return held;
    }

    private void reach(String call) {
        if (unreachable) {
            throw new IllegalStateException("the table is out of reach");
        }
        calls.add(call);
    }
}
