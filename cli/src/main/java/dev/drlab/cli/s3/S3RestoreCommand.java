package dev.drlab.cli.s3;

import dev.drlab.console.CtrlC;
import dev.drlab.objects.BucketAccess;
import dev.drlab.objects.Restore;
import dev.drlab.objects.RestoreException;
import dev.drlab.objects.RestoreRequest;
import dev.drlab.objects.RestoreResult;
import dev.drlab.objects.RestoreTally;
import dev.drlab.objects.Scope;
import dev.drlab.region.AwsCredentials;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code drlab s3 restore}: a bucket's keys as they were at a moment. */
@Command(
        name = "restore",
        description = {
            "Restore keys of a versioned bucket to what they were at a moment: overwritten and deleted keys get the"
                    + " version of that moment, copied within the bucket. Never deletes a version.",
            "First prints what it is going to do. Run again, it does nothing twice."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Credentials: the AWS SDK's default chain (environment, profile, container, instance).",
            "S3 keeps whole seconds: what was written within the second of TIME counts as written before it.",
            "Stop writers first: what they write to a key while it is restored may be covered by the copy.",
            "A copy has neither the access control list nor the Object Lock settings of its version."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:restored, or nothing to do, or a dry run",
            "1:some keys could not be restored, or not be read",
            "2:could not run, or was stopped: run it again to go on"
        })
final class S3RestoreCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int SOME_FAILED = 1;
    private static final int COULD_NOT_RUN = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--bucket", paramLabel = "B", required = true, description = "The bucket; versioning is enabled.")
    private String bucket;

    @ArgGroup
    private Keys keys = new Keys();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            required = true,
            converter = Moment.class,
            description = "The moment: 2026-01-31T09:30:00Z, or 15m for as long ago.")
    private Instant at;

    @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--hide-newer",
            description = "Put a delete marker over keys that did not exist at TIME; else they are left as they are.")
    private boolean hideNewer;

    @Option(names = "--endpoint", paramLabel = "URL", description = "An S3-compatible endpoint instead of AWS.")
    private URI endpoint;

    @Option(
            names = "--region",
            paramLabel = "R",
            description = "The bucket's region (default: the SDK's default chain).")
    private String region;

    @Option(names = "--path-style", description = "Put the bucket into the path, not into the host name.")
    private boolean pathStyle;

    @Option(
            names = {"-v", "--verbose"},
            description = "Name every key in the plan.")
    private boolean verbose;

    /** One of them, or neither for the whole bucket. */
    static final class Keys {
        @Option(names = "--prefix", paramLabel = "P", description = "Only keys that begin with this.")
        private String prefix;

        @Option(names = "--key", paramLabel = "K", description = "Only this key.")
        private String key;

        Scope scope() {
            if (key != null) {
                return Scope.key(key);
            }
            return prefix == null ? Scope.everything() : Scope.prefix(prefix);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        BucketAccess access = access();
        try (S3Client s3 = access.client()) {
            requireCredentials();
            return restore(s3, out);
        } catch (RestoreException | IllegalArgumentException e) {
            return cannotRun(e.getMessage());
        } catch (AwsServiceException e) {
            return cannotRun(BucketAccess.refusal(bucket, e));
        } catch (SdkException e) {
            return cannotRun(e.getMessage());
        } finally {
            out.flush();
        }
    }

    private int restore(S3Client s3, PrintWriter out) throws InterruptedException {
        RestoreRequest request = new RestoreRequest(bucket, keys.scope(), at, hideNewer);
        RestorePrinter printer = new RestorePrinter(out, verbose);
        Restore restore = new Restore(s3, request, printer);
        out.println("bucket " + bucket + ", " + request.scope().describe() + ", as of " + at
                + (dryRun ? " (dry run: nothing is changed)" : ""));
        try (CtrlC stop = new CtrlC(restore::stop, "a copy did not end in time; run it again to go on")) {
            RestoreTally plan = restore.plan();
            printer.plan(plan);
            int code = dryRun || plan.writes() == 0 ? ended(plan, restore.isStopped(), out) : execute(restore, out);
            stop.finish(code);
            return code;
        }
    }

    private static int ended(RestoreTally plan, boolean stopped, PrintWriter out) {
        if (stopped) {
            out.println("stopped before the end of the plan; nothing was changed");
            return COULD_NOT_RUN;
        }
        return plan.unreadable() == 0 ? DONE : SOME_FAILED;
    }

    private int execute(Restore restore, PrintWriter out) throws InterruptedException {
        RestoreResult result = restore.run();
        out.printf(Locale.ROOT, "%,d keys restored, %,d failed%n", result.done(), result.failed());
        if (result.stopped()) {
            out.println("stopped; run it again with --at " + at + " to go on");
            return COULD_NOT_RUN;
        }
        return result.failed() == 0 ? DONE : SOME_FAILED;
    }

    private BucketAccess access() {
        try {
            return new BucketAccess(Optional.ofNullable(endpoint), Optional.ofNullable(region), pathStyle);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void requireCredentials() {
        AwsCredentials.missing().ifPresent(why -> {
            throw new RestoreException(why);
        });
    }

    private int cannotRun(String why) {
        spec.commandLine().getErr().println("drlab s3 restore: " + why);
        spec.commandLine().getErr().flush();
        return COULD_NOT_RUN;
    }
}
