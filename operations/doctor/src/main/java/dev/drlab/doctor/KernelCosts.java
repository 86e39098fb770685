package dev.drlab.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The kernel's times for the two most frequent operations of a lab: first access to memory, and system calls. A virtual
 * machine without hardware support takes about fifty times as long for the first.
 *
 * @param pageFaultMicros microseconds for 4 KiB of new, zeroed memory
 * @param systemCallMicros microseconds for a call that does almost nothing, with its way out of the JVM
 */
record KernelCosts(double pageFaultMicros, double systemCallMicros) {
    private static final int PAGE = 4096;
    private static final int PAGES = 4096;
    private static final int CALLS = 20_000;
    private static final double SLOW_PAGE_FAULT = 5;
    private static final double SLOW_SYSTEM_CALL = 1.2;

    /**
     * Measures both; takes a tenth of a second where they are slow.
     *
     * @throws IOException if {@code /dev/null} cannot be read
     */
    static KernelCosts measure() throws IOException {
        long began = System.nanoTime();
        ByteBuffer memory = ByteBuffer.allocateDirect(PAGES * PAGE); // which zeroes all of it
        double pageFault = micros(began) / (memory.capacity() / PAGE);
        try (FileChannel nowhere = FileChannel.open(Path.of("/dev/null"))) {
            began = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                nowhere.position(); // lseek(2)
            }
            return new KernelCosts(pageFault, micros(began) / CALLS);
        }
    }

    Observation observation() {
        String found = String.format(
                Locale.ROOT, "page fault %.1f µs, system call %.1f µs", pageFaultMicros, systemCallMicros);
        return pageFaultMicros < SLOW_PAGE_FAULT && systemCallMicros < SLOW_SYSTEM_CALL
                ? Observation.ok(found)
                : Observation.warning(
                        found,
                        "starts, gaps and full recovery are this kernel's more than drlab's: no figure of it says what"
                                + " another machine can do",
                        "measure on hardware or on a machine with nested paging; huge pages help, as root:"
                                + " echo always > /sys/kernel/mm/transparent_hugepage/enabled");
    }

    private static double micros(long began) {
        return (System.nanoTime() - began) / 1e3;
    }
}
