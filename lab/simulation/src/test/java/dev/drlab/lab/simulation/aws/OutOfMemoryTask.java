package dev.drlab.lab.simulation.aws;

import java.util.ArrayList;
import java.util.List;

/** Stands in for a task of which one thread takes all the memory, while the others go on for a minute. */
final class OutOfMemoryTask {
    private static final int PIECE = 8 * 1024 * 1024;

    private OutOfMemoryTask() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        new Thread(OutOfMemoryTask::takeAll, "allocating").start();
        Thread.sleep(60_000);
    }

    private static void takeAll() {
        List<byte[]> taken = new ArrayList<>();
        while (true) {
            taken.add(new byte[PIECE]);
        }
    }
}
