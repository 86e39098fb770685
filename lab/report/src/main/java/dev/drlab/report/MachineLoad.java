package dev.drlab.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.drlab.contract.host.MachineUse;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine's load during the run, from before the lab came up to the account.
 *
 * @param cores processors of the machine
 * @param busyShare share of the time of all processors in which they were not idle, 0 to 1
 * @param ownShare share that the lab used: its databases, service tasks, clients, verifier, links
 * @param stealShare share that the hypervisor gave to other machines
 * @param loadAtStart load average of the last minute when the run began
 * @param highestLoad the highest load average of a minute since
 */
@JsonPropertyOrder({"cores", "busyShare", "ownShare", "othersShare", "stealShare", "loadAtStart", "highestLoad"})
public record MachineLoad(
        int cores, double busyShare, double ownShare, double stealShare, double loadAtStart, double highestLoad) {
    private static final double MUCH_OF_OTHERS = 0.15;
    private static final double MUCH_STEAL = 0.03;
    private static final double FULL = 0.95;
    private static final double SLOW_START_SECONDS = 15;

    /** @throws IllegalArgumentException if there is no core, or a share is not within 0 to 1 */
    public MachineLoad {
        if (cores < 1) {
            throw new IllegalArgumentException("machineLoad.cores must be 1 or more, got " + cores);
        }
        share("busyShare", busyShare);
        share("ownShare", ownShare);
        share("stealShare", stealShare);
        Checks.notNegative("machineLoad.loadAtStart", loadAtStart);
        Checks.notNegative("machineLoad.highestLoad", highestLoad);
    }

    /** As it was watched on this machine. */
    public static MachineLoad of(MachineUse use) {
        return new MachineLoad(
                Runtime.getRuntime().availableProcessors(),
                use.busyShare(),
                use.ownShare(),
                use.stealShare(),
                use.loadAtStart(),
                use.highestLoad());
    }

    /** Share that other processes of this machine used. */
    @JsonProperty
    public double othersShare() {
        return Math.max(0, busyShare - ownShare - stealShare);
    }

    /**
     * Why the figures may be worth less than those of an idle machine; empty when nothing speaks for it.
     *
     * @param upSeconds how long the lab took to come up
     */
    public List<String> warnings(double upSeconds) {
        List<String> warnings = new ArrayList<>(warnings("the lab"));
        if (upSeconds > SLOW_START_SECONDS) {
            warnings.add("Slow start: the lab took " + Quantity.duration(upSeconds) + " to come up, where "
                    + Quantity.duration(SLOW_START_SECONDS) + " is the most that two idle cores take.");
        }
        return warnings;
    }

    /**
     * The same of a run that brought nothing up.
     *
     * @param run what ran on the machine, such as {@code the drill}
     */
    public List<String> warnings(String run) {
        List<String> warnings = new ArrayList<>();
        if (othersShare() > MUCH_OF_OTHERS) {
            warnings.add("Machine load: other processes used " + Quantity.percentUp(round(othersShare())) + " of the "
                    + Quantity.count(cores, "processor") + " during the run, and " + run + " "
                    + Quantity.percentUp(round(ownShare)) + "; its seconds are longer for it.");
        }
        if (stealShare > MUCH_STEAL) {
            warnings.add("Machine load: the hypervisor withheld " + Quantity.percentUp(round(stealShare))
                    + " of the processors during the run (steal).");
        }
        if (loadAtStart > cores) {
            warnings.add("Machine load: the load average was " + Quantity.figures(loadAtStart) + " on "
                    + Quantity.count(cores, "processor") + " when the run began, and " + Quantity.figures(highestLoad)
                    + " at its highest.");
        }
        if (busyShare > FULL && othersShare() <= MUCH_OF_OTHERS) {
            warnings.add("Machine load: " + run + " itself kept " + Quantity.count(cores, "processor") + " busy, "
                    + Quantity.percentUp(round(busyShare))
                    + " of their time: what was measured is as much the machine as the service.");
        }
        return warnings;
    }

    private static double round(double share) {
        return Math.round(share * 1000) / 1000.0;
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("machineLoad." + name + " is " + value + ", not within 0 to 1");
        }
    }
}
