package dev.drlab.cli.bootstrap;

import dev.drlab.bootstrap.BootstrapException;
import dev.drlab.bootstrap.Cloud;
import dev.drlab.bootstrap.Deployment;
import dev.drlab.bootstrap.RealCloud;
import dev.drlab.region.AwsCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** The common part of both phases: options, a dry run, and one line for a failure. */
abstract class Phase implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int COULD_NOT_RUN = 2;

    @Mixin
    private DeploymentOptions options;

    @Spec
    private CommandSpec spec;

    /** Tells the steps of a dry run, one line each. */
    abstract void describe(Deployment deployment) throws IOException;

    /** Does it. */
    abstract void perform(Cloud cloud, Deployment deployment) throws IOException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        Deployment checked;
        try {
            checked = options.check();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        try {
            if (options.dryRun()) {
                describe(checked);
            } else {
                requireCredentials();
                try (RealCloud cloud = new RealCloud()) {
                    perform(cloud, options.resolve(cloud));
                }
            }
            return DONE;
        } catch (BootstrapException | SdkException | IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("drlab: bootstrap: " + e.getMessage());
            return COULD_NOT_RUN;
        }
    }

    private static void requireCredentials() {
        AwsCredentials.missing().ifPresent(why -> {
            throw new BootstrapException(why);
        });
    }

    final void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
