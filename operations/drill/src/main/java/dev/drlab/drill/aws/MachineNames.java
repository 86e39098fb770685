package dev.drlab.drill.aws;

import software.amazon.awssdk.regions.Region;

/**
 * Where a project's state machines are in a region.
 *
 * @param region its code
 * @param account 12 digits
 * @param project {@code projectName} of the stacks
 */
record MachineNames(String region, String account, String project) {
    /** ARN of the state machine. */
    String machine(String verb) {
        return arn("stateMachine:" + project + "-" + verb);
    }

    /** ARN of an execution of it. */
    String execution(String verb, String name) {
        return arn("execution:" + project + "-" + verb + ":" + name);
    }

    private String arn(String resource) {
        String partition = Region.of(region).metadata().partition().id();
        return "arn:" + partition + ":states:" + region + ":" + account + ":" + resource;
    }
}
