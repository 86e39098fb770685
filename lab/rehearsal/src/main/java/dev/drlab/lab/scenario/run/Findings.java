package dev.drlab.lab.scenario.run;

import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.Verdict;
import dev.drlab.report.OldDatabase;
import dev.drlab.report.Report;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The findings of a scenario beyond the account that every rehearsal makes: its checks, what it simulated, and what it
 * expects that elsewhere would be a fault. Safe for use by several threads.
 */
public final class Findings {
    private final Recorder recorder;
    private final List<Report.Check> checks = new ArrayList<>();
    private final List<Report.Assumption> assumptions = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<OldDatabase> oldDatabases = new ArrayList<>();
    private Optional<String> expectedError = Optional.empty();
    private Optional<Report.SplitBrain> splitBrain = Optional.empty();
    private Optional<Report.Readiness> readiness = Optional.empty();
    private List<AcknowledgedWrite> besideTheTraffic = List.of();
    private OptionalLong steadyAgainNanos = OptionalLong.empty();
    private OptionalLong undisturbedNanos = OptionalLong.empty();

    /** None yet; {@code recorder} hears of each as it is found. */
    public Findings(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Notes whether something was as expected, and tells the timeline. */
    public synchronized void check(String name, boolean held, String expected, String measured) {
        checks.add(new Report.Check(name, expected, measured, held));
        recorder.event(held ? "check held" : "check broken", name + ": " + measured);
    }

    /** Notes whether the standby could take over, and tells the timeline. */
    public synchronized void readiness(ReadinessReport report) {
        readiness = Optional.of(ReadinessEntry.of(report));
        recorder.event("readiness", report.headline());
        if (report.verdict() != Verdict.READY) {
            warnings.add("the standby was not seen to be ready before the event: " + report.headline());
        }
    }

    /** The note on it; empty until then. */
    public synchronized Optional<Report.Readiness> readiness() {
        return readiness;
    }

    /** Holds when {@code seconds} is at most {@code limitSeconds}. */
    public void atMost(String name, double seconds, double limitSeconds) {
        check(name, seconds <= limitSeconds, "at most " + seconds(limitSeconds), seconds(seconds));
    }

    /** Holds when there is none; {@code what} names them in the plural, such as {@code writes}. */
    public void none(String name, long count, String what) {
        check(name, count == 0, "no " + what, count + " " + what);
    }

    /** The execution is to end with this error: it is no warning then. */
    public synchronized void expectError(String error) {
        expectedError = Optional.of(error);
    }

    /** The error with which {@code activate} was to fail; empty when it was to succeed. */
    public synchronized Optional<String> expectedError() {
        return expectedError;
    }

    /** The scenario's own count of what a stale region accepted. */
    public synchronized void splitBrain(Report.SplitBrain counted) {
        splitBrain = Optional.of(counted);
    }

    /** The writes that two regions accepted at the same time; empty where that was not looked for. */
    public synchronized Optional<Report.SplitBrain> splitBrain() {
        return splitBrain;
    }

    /** Notes acknowledged writes of the scenario's own client: drawn, and not in the account of the traffic. */
    public synchronized void besideTheTraffic(List<AcknowledgedWrite> writes) {
        besideTheTraffic = List.copyOf(writes);
    }

    /** Acknowledged writes that the traffic's ledger does not have, in the order in which they were found. */
    public synchronized List<AcknowledgedWrite> besideTheTraffic() {
        return besideTheTraffic;
    }

    /**
     * A trial of its own came first, and its figures are among the checks: what the clients saw counts from here.
     *
     * @param nanos a {@link System#nanoTime()}
     */
    public synchronized void steadyAgain(long nanos) {
        steadyAgainNanos = OptionalLong.of(nanos);
    }

    /** When the traffic was steady again, a {@link System#nanoTime()}; empty when nothing came before the measured part. */
    public synchronized OptionalLong steadyAgainNanos() {
        return steadyAgainNanos;
    }

    /**
     * The traffic is as on any day from here to the scenario's event; said anew after a trial of its own.
     *
     * @param nanos a {@link System#nanoTime()}
     */
    public synchronized void undisturbedSince(long nanos) {
        undisturbedNanos = OptionalLong.of(nanos);
    }

    /** From when on nothing disturbed the traffic, a {@link System#nanoTime()}; empty while that is not known. */
    public synchronized OptionalLong undisturbedNanos() {
        return undisturbedNanos;
    }

    /** Notes the account of what only the database of a replaced region has. */
    public synchronized void oldDatabase(OldDatabase account) {
        oldDatabases.add(account);
    }

    /** The accounts of what each replaced database alone had. */
    public synchronized List<OldDatabase> oldDatabases() {
        return List.copyOf(oldDatabases);
    }

    /** Something that this scenario simulates besides what every rehearsal does. */
    public synchronized void assume(String simulated, String awsReference) {
        assumptions.add(new Report.Assumption(simulated, awsReference));
    }

    /** Notes something that makes the figures worth less than they look. */
    public synchronized void warn(String warning) {
        warnings.add(warning);
    }

    /** The notes for the reader beside the figures, one sentence each. */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The assumptions on which the figures rest. */
    public synchronized List<Report.Assumption> assumptions() {
        return List.copyOf(assumptions);
    }

    /** The checks against a bound, passed or not. */
    public synchronized List<Report.Check> checks() {
        return List.copyOf(checks);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }
}
