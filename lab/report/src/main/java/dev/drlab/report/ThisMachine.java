package dev.drlab.report;

import java.lang.management.ManagementFactory;

/** Reads what the running JVM knows of its machine. */
final class ThisMachine {
    private ThisMachine() {}

    static Report.Environment environment(String postgres, String drlabVersion) {
        return new Report.Environment(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes(),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                postgres,
                drlabVersion);
    }

    private static long memoryBytes() {
        // Another vendor's JVM may lack the platform extension; 0 then means unknown.
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 0;
    }
}
