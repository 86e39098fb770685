package dev.drlab.drill;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.CtrlC;
import dev.drlab.console.ExitCode;
import dev.drlab.console.OneLine;
import java.io.PrintWriter;
import software.amazon.awssdk.core.exception.SdkException;

/** Watches an execution of Step Functions. Ctrl-C, or AWS out of reach, ends only that: then it says what goes on. */
final class Watch {
    private final PrintWriter err;
    private final String goesOn;

    /** Watches until the execution has ended, and returns the exit code. */
    interface Body {
        int run() throws CannotRunException, InterruptedException;
    }

    /** @param goesOn what goes on when it is watched no longer, and the command that watches again */
    Watch(PrintWriter err, String goesOn) {
        this.err = err;
        this.goesOn = goesOn;
    }

    /** The exit code. */
    int run(Body body) throws CannotRunException {
        Thread self = Thread.currentThread();
        try (CtrlC ctrlC = new CtrlC(self::interrupt, "drill: it did not end in time; " + goesOn)) {
            int code = watched(body);
            ctrlC.finish(code);
            return code;
        }
    }

    private int watched(Body body) throws CannotRunException {
        try {
            return body.run();
        } catch (InterruptedException e) {
            return stopped();
        } catch (SdkException e) {
            if (Thread.interrupted()) { // as the SDK tells it
                return stopped();
            }
            err.println("drlab: drill: " + OneLine.of(e) + "; " + goesOn);
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private int stopped() {
        err.println("drlab: drill: stopped watching; " + goesOn);
        return ExitCode.INTERRUPTED;
    }
}
