package dev.drlab.lab.rehearsal;

import dev.drlab.lab.Lab;
import dev.drlab.lab.traffic.TrafficClient;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.objects.ObjectCanaryRun;

/** What a scenario plays on: a running lab with traffic and canaries, and where it says what happens. */
record Stage(
        Lab lab,
        TrafficClient traffic,
        CanaryRun canaries,
        ObjectCanaryRun objects,
        Recorder recorder,
        RehearsalOptions options) {}
