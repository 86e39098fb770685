package dev.drlab.cli.lab;

import dev.drlab.console.ExitCode;
import dev.drlab.contract.service.Paths;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.remote.LabServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts a lab and leaves it running until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start the lab and leave it running until Ctrl-C.",
            "Then, in another terminal: drlab status, activate, reprotect, kill, restore."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"2:could not run", "130:stopped by Ctrl-C; nothing is left running"})
final class UpCommand implements Callable<Integer> {
    @Mixin
    private LabSettings settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        TimelinePrinter timeline = new TimelinePrinter(out, false, false);
        try (Lab lab = Lab.start(settings.options(), timeline::step);
                LabServer server = LabServer.start(lab)) {
            print(lab, out);
            new CountDownLatch(1).await(); // until Ctrl-C; the shutdown hook stops every process
        }
        return ExitCode.TARGETS_MET;
    }

    private static void print(Lab lab, PrintWriter out) {
        out.println();
        out.println("front door         " + lab.frontDoor() + Paths.ITEMS);
        for (LabRegion region : lab.regions()) {
            out.println(String.format(
                    "%-18s service  %s", region.name(), region.balancer().uri()));
            out.println(String.format("%-18s database %s", "", region.jdbcUrl()));
            out.println(String.format("%-18s          %s", "", lab.logins().databaseUrl(region)));
            out.println(String.format(
                    "%-18s objects  %s bucket %s",
                    "", lab.objects().uri(region.name()), lab.objects().bucket(region.name())));
        }
        for (LabStatus.DatabaseRole role : lab.logins().roles()) {
            out.println(String.format("%-18s password %s  %s", role.name(), role.password(), role.purpose()));
        }
        out.println();
        out.println("Ctrl-C stops the lab. In another terminal: ./drlab status, activate, reprotect, kill, restore");
        out.flush();
    }
}
