package dev.drlab.lab.rehearsal;

import dev.drlab.lab.Lab;
import dev.drlab.lab.traffic.TrafficClient;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.objects.ObjectCanaryRun;
import java.nio.file.Path;

/**
 * What a scenario plays on.
 *
 * @param lab a running lab
 * @param traffic clients at its front door
 * @param canaries the verifier
 * @param objects the verifier, for objects
 * @param recorder where the scenario says what happens
 * @param options how the rehearsal is run
 * @param findings what the scenario finds out
 * @param moves watches each move of the service until it is fully back
 * @param directory where the report will be, for what a scenario puts beside it
 * @param steadyNanos when the traffic had become steady, a {@link System#nanoTime()}
 */
record Stage(
        Lab lab,
        TrafficClient traffic,
        CanaryRun canaries,
        ObjectCanaryRun objects,
        Recorder recorder,
        RehearsalOptions options,
        Findings findings,
        Moves moves,
        Path directory,
        long steadyNanos) {}
