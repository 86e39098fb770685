package dev.drlab.drill;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.Consent;
import dev.drlab.console.ExitCode;
import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.files.DrillFiles;
import dev.drlab.drill.files.DrillRecord;
import dev.drlab.drill.move.MoveReport;
import dev.drlab.drill.move.MoveRequest;
import dev.drlab.region.Identity;
import dev.drlab.report.Report;
import dev.drlab.report.terminal.TerminalReport;
import java.io.PrintWriter;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One command line for a move, from what is about to be done to the exit code. */
public final class MoveSession {
    private final DrillContext context;
    private final PrintWriter out;
    private final PrintWriter err;
    private final MoveRequest request;
    private final Consent consent;

    /** With {@code yes} nobody is asked. */
    public MoveSession(DrillContext context, PrintWriter out, PrintWriter err, MoveRequest request, boolean yes) {
        this.context = context;
        this.out = out;
        this.err = err;
        this.request = request;
        this.consent = new Consent(context.terminal(), out, yes);
    }

    /** Runs it; the exit code. */
    public int run() throws InterruptedException {
        rememberNoAddress();
        try {
            RegionPair.requireRegions(request.region(), request.peer());
            DrillFiles files = DrillFiles.in(request.directory());
            Optional<Report> finished = files.finished().filter(MoveSession::moved);
            if (finished.isPresent()) {
                requireOf(files, finished.get());
            } else {
                consent.requirePossible();
            }
            DrillCloud cloud = context.cloud().apply(request.project());
            try (RegionPair both = RegionPair.open(cloud, request.region(), request.peer(), out)) {
                return finished.isPresent() ? tellAgain(files, both, finished.get()) : run(files, both);
            }
        } catch (CannotRunException e) {
            err.println("drlab: drill: " + e.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private int run(DrillFiles files, RegionPair both) throws CannotRunException, InterruptedException {
        Optional<RegionPair.Begun> begun = both.begun(files, request.drill(), "activate", request.project(), out);
        if (begun.isPresent()) {
            return new ResumedMove(
                            context, out, err, request, files, both, begun.get().record())
                    .run();
        }
        consent.require(lines(both.identity()), request.region());
        return new MoveRun(context, out, err, request, files, both).run();
    }

    /** Route 53 fails over by DNS: an answer must not be kept for longer than it says, and a failure not at all. */
    private static void rememberNoAddress() {
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /** A drill whose execution was refused or failed may be tried again. */
    private static boolean moved(Report report) {
        return report.checks().stream()
                .allMatch(check -> check.held() || !check.name().equals(MoveReport.EXECUTION));
    }

    /** A report answers for what it measured: that deployment, under that load, against those targets. */
    private void requireOf(DrillFiles files, Report report) throws CannotRunException {
        List<String> differences = new ArrayList<>();
        difference(differences, "drill", report.scenario(), request.scenario());
        difference(differences, "from", report.regions().from(), request.peer());
        difference(differences, "to", report.regions().to(), request.region());
        request.measured()
                .forEach((name, now) ->
                        difference(differences, name, report.options().getOrDefault(name, "not recorded"), now));
        if (!differences.isEmpty()) {
            throw new CannotRunException("in " + files.directory() + " another drill was made ("
                    + String.join(", ", differences) + "); name another --report-dir");
        }
    }

    private static void difference(List<String> differences, String name, String was, String now) {
        if (!was.equals(now)) {
            differences.add(name + ": was " + was + "; now " + now);
        }
    }

    private int tellAgain(DrillFiles files, RegionPair both, Report report) throws CannotRunException {
        DrillRecord record = files.record()
                .orElseThrow(() -> new CannotRunException(files.report()
                        + " has no drill.json beside it, so nothing says in which account it was made; name another"
                        + " --report-dir"));
        both.requireSame(files, record, request.drill(), request.project());
        out.println("this drill, begun at " + report.startedAt()
                + ", has come to its end already; for another one name another --report-dir");
        out.print(TerminalReport.text(report, files.page(), false));
        out.flush();
        return report.verdict() == Report.Verdict.PASS ? ExitCode.TARGETS_MET : ExitCode.TARGET_MISSED;
    }

    private List<String> lines(Identity identity) {
        List<String> lines = new ArrayList<>();
        lines.add("about to make a real move of a real deployment, and to measure it:");
        lines.add(Consent.fact("account", identity.account() + " as " + identity.arn()));
        lines.add(Consent.fact("drill", request.drill() + " from " + request.peer() + " to " + request.region()));
        if (request.unplanned()) {
            lines.add(Consent.fact(
                    "fault",
                    "in " + request.peer() + ": the service to 0 tasks, the database's security group closed; what has"
                            + " not been replicated by then is lost"));
        }
        lines.add(Consent.fact(
                "traffic", request.writesPerSecond() + " writes/s at " + request.url() + "; each stays as a row"));
        lines.add(Consent.fact("reason", request.reason()));
        lines.add(Consent.fact("report", request.directory().toString()));
        return lines;
    }
}
