package dev.drlab.service;

import dev.drlab.service.guard.DatabaseStatus;
import dev.drlab.service.guard.LocalDatabase;
import dev.drlab.service.guard.WriterStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A database as the guard sees one, with settable state. */
public final class FakeDatabase implements LocalDatabase {
    private final List<String> lifted = new ArrayList<>();
    private boolean up = true;
    private boolean inRecovery;
    private boolean streaming;
    private boolean writerOpen = true;
    private boolean readOnly;
    private long epoch;
    private String drainToken;
    private boolean writerPoolOpen;
    private int writerLogins;
    private Runnable afterStatus = () -> {};

    public FakeDatabase(long epoch) {
        this.epoch = epoch;
    }

    public synchronized FakeDatabase up(boolean value) {
        up = value;
        return this;
    }

    public synchronized FakeDatabase replica(boolean isReplica, boolean isStreaming) {
        inRecovery = isReplica;
        streaming = isStreaming;
        return this;
    }

    public synchronized FakeDatabase writerOpen(boolean value) {
        writerOpen = value;
        return this;
    }

    public synchronized FakeDatabase readOnly(boolean value) {
        readOnly = value;
        return this;
    }

    public synchronized FakeDatabase epoch(long value) {
        epoch = value;
        return this;
    }

    /** As the agent's drain leaves it. */
    public synchronized FakeDatabase drained(String token) {
        drainToken = token;
        writerOpen = false;
        return this;
    }

    public synchronized void afterStatus(Runnable action) {
        afterStatus = action;
    }

    public synchronized List<String> lifted() {
        return List.copyOf(lifted);
    }

    public synchronized boolean writerPoolOpen() {
        return writerPoolOpen;
    }

    /** Looks as the writer role, refused ones too. */
    public synchronized int writerLogins() {
        return writerLogins;
    }

    @Override
    public synchronized DatabaseStatus status() throws SQLException {
        reach();
        DatabaseStatus status = new DatabaseStatus(
                inRecovery, epoch, Optional.ofNullable(drainToken), streaming, OptionalDouble.of(inRecovery ? 1.5 : 0));
        afterStatus.run();
        return status;
    }

    @Override
    public synchronized WriterStatus writerStatus() throws SQLException {
        reach();
        writerLogins++;
        if (!writerOpen) {
            throw new SQLException("role \"drlab_writer\" is not permitted to log in", "28000");
        }
        return new WriterStatus(inRecovery || readOnly, epoch);
    }

    @Override
    public synchronized boolean liftDrain(String token) throws SQLException {
        reach();
        if (!token.equals(drainToken)) {
            return false;
        }
        lifted.add(token);
        drainToken = null;
        writerOpen = true;
        return true;
    }

    private void reach() throws SQLException {
        if (!up) {
            throw new SQLException("connection refused", "08001");
        }
    }

    @Override
    public void openReader() {}

    @Override
    public synchronized void openWriter() {
        writerPoolOpen = true;
    }

    @Override
    public void closeReader() {}

    @Override
    public synchronized void closeWriter() {
        writerPoolOpen = false;
    }

    @Override
    public void close() {}
}
