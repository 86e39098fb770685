package dev.drlab.cli.bootstrap;

import dev.drlab.bootstrap.Cloud;
import dev.drlab.bootstrap.Deployment;
import dev.drlab.cli.option.ProjectOption;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which deployment a command acts on. */
final class DeploymentOptions {
    private static final String ANY_ACCOUNT = "000000000000";

    @Mixin
    private ProjectOption project;

    @Option(
            names = "--primary-region",
            paramLabel = "REGION",
            defaultValue = "ap-southeast-2",
            description = "default: ${DEFAULT-VALUE}")
    private String primaryRegion;

    @Option(
            names = "--secondary-region",
            paramLabel = "REGION",
            defaultValue = "us-west-2",
            description = "default: ${DEFAULT-VALUE}")
    private String secondaryRegion;

    @Option(names = "--account", paramLabel = "ID", description = "AWS account (default: that of the credentials)")
    private String account;

    @Option(names = "--dry-run", description = "print what would be done; call nothing")
    private boolean dryRun;

    boolean dryRun() {
        return dryRun;
    }

    /**
     * Without asking anybody: an account that was not given is made up, so this is for checking and for a dry run.
     *
     * @throws IllegalArgumentException naming the option that is wrong
     */
    Deployment check() {
        return new Deployment(
                project.name(), Optional.ofNullable(account).orElse(ANY_ACCOUNT), primaryRegion, secondaryRegion);
    }

    /** With the account of the credentials where none was given. */
    Deployment resolve(Cloud cloud) {
        return account != null
                ? check()
                : new Deployment(
                        project.name(),
                        cloud.sts(primaryRegion).getCallerIdentity().account(),
                        primaryRegion,
                        secondaryRegion);
    }
}
