package dev.drlab.lab.simulation.process;

import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A lab in a JVM of its own, for tests that kill it. Prints the pids of its postmaster and of another child. */
final class CrashingLab {
    private CrashingLab() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        LabHome home = LabHome.open(Path.of(arguments[0]));
        home.closeOnShutdown();
        PostgresServer server = Servers.server(home, "crashing");
        server.initialize();
        server.start();
        ManagedProcess child = home.start(new ProcessSpec(
                "sleeper",
                List.of("sh", "-c", "sleep 600 & sleep 600"),
                Map.of(),
                home.directory().resolve("sleeper.log")));
        System.out.println(server.process().orElseThrow().pid() + " " + child.pid());
        new CountDownLatch(1).await();
    }
}
