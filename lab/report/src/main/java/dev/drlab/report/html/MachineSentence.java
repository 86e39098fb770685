package dev.drlab.report.html;

import dev.drlab.report.MachineLoad;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;

/** The machine and its load, in one line each. */
final class MachineSentence {
    private MachineSentence() {}

    /** Such as {@code 2 cores, 71 % busy: 55 % by the lab, 16 % by others, 0 % withheld; load average 0.4, at most 3.6}. */
    static String of(MachineLoad load, Report.Target target) {
        return Quantity.count(load.cores(), "core") + ", " + percent(load.busyShare()) + " busy: "
                + percent(load.ownShare()) + (target == Report.Target.LAB ? " by the lab, " : " by the drill, ")
                + percent(load.othersShare()) + " by others, "
                + percent(load.stealShare()) + " withheld; load average " + Quantity.figures(load.loadAtStart())
                + ", at most " + Quantity.figures(load.highestLoad());
    }

    /** Such as {@code 2 cores, 24 GiB, Linux 6.1.0, amd64}. */
    static String of(Report.Environment machine) {
        return Quantity.count(machine.cores(), "core") + ", "
                + (machine.memoryBytes() == 0 ? "" : Quantity.bytes(machine.memoryBytes()) + ", ")
                + machine.os() + ", " + machine.arch();
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
