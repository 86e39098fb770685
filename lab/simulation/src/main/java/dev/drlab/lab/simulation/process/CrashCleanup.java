package dev.drlab.lab.simulation.process;

import dev.drlab.contract.host.ProcFs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Kills the children of a lab that was killed before it could do so itself. */
final class CrashCleanup {
    /** The environment variable that tells whose child a process is; its descendants inherit it. */
    static final String MARKER = "DRLAB_CHILD";

    private CrashCleanup() {}

    /** The things that were found and are gone now, one phrase each. */
    static List<String> of(ChildRegistry registry) throws IOException {
        List<String> cleanedUp = new ArrayList<>();
        for (ChildRegistry.Child child : registry.children()) {
            ProcessTree tree = new ProcessTree(child.name(), child.ownedDirectory());
            child.started().ifPresent(started -> tree.add(started.pid(), started.startTicks()));
            ProcFs.entries().stream()
                    .filter(entry -> ProcFs.hasEnvironment(entry.pid(), MARKER, child.id()))
                    .forEach(entry -> tree.add(entry.pid(), entry.startTicks()));
            int killed = tree.kill();
            if (killed > 0) {
                cleanedUp.add(child.name() + " (" + killed + (killed == 1 ? " process)" : " processes)"));
            }
            child.ownedDirectory().flatMap(SharedMemory::removeLeftBy).ifPresent(cleanedUp::add);
        }
        return cleanedUp;
    }
}
