package dev.drlab.contract.host;

/**
 * The machine's load while it was watched.
 *
 * @param seconds for how long
 * @param busyShare share of the time of all processors in which they were not idle, 0 to 1
 * @param ownShare share that this process and its descendants used
 * @param stealShare share that the hypervisor gave to others
 * @param loadAtStart load average of the last minute when the watch began
 * @param highestLoad the highest load average of a minute since
 */
public record MachineUse(
        double seconds, double busyShare, double ownShare, double stealShare, double loadAtStart, double highestLoad) {}
