package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.aws.AwsClients;

/** Lets the command's tests stand where Step Functions and Lambda stand: behind a lab's own clients and agent. */
public final class LabInternals {
    private LabInternals() {}

    /** The region's AWS clients, which stay the lab's to close. */
    public static AwsClients clients(Lab lab, String region) {
        return AwsClients.of(lab.region(region).clients());
    }

    /** Has the region's agent do one thing; what it throws leaves unchanged. */
    public static JsonNode agent(Lab lab, String region, JsonNode request) {
        return lab.stateMachines(region).agent().handle(request);
    }
}
