package dev.drlab.contract.project;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The names that the stacks give a project's resources and that the programs look for.
 *
 * @param project prefix of all names
 */
public record ResourceNames(String project) {
    /** Of the keys of the verifier's ledger, in the bucket of the application's data. */
    public static final String LEDGER_PREFIX = "verifier/";

    /** An ARN in a region, of the region's partition. */
    public static String arn(String region, String account, String service, String resource) {
        String partition = PartitionMetadata.of(Region.of(region)).id();
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** Host name of a region's image registry. */
    public static String registry(String region, String account) {
        return account + ".dkr.ecr." + region + ".amazonaws.com";
    }

    /** Of the ECR repository of an image. */
    public String repository(String image) {
        return project + "/" + image;
    }

    /** Of a region's bucket for a purpose. */
    public String bucket(String region, String account, String purpose) {
        return project + "-" + account + "-" + region + "-" + purpose;
    }

    /** Of the agent's Lambda function. */
    public String agentFunction() {
        return project + "-agent";
    }

    /** Of the table with the authority record. */
    public String controlTable() {
        return project + "-control";
    }

    /** Of the ECS service. */
    public String service() {
        return project + "-service";
    }

    /** Identifier of a region's database instance. */
    public String database(String region) {
        return project + "-" + region;
    }

    /** Of the secret with the database's passwords. */
    public String databaseSecret() {
        return project + "/database";
    }

    /** Of the secret that tells which region is the writer. */
    public String writerPointer() {
        return project + "/writer";
    }

    /** Of the verifier's task, and of its schedule and that one's group. */
    public String verifier() {
        return project + "-verifier";
    }

    /** Of the state machine of a verb. */
    public String stateMachine(String verb) {
        return project + "-" + verb;
    }

    /** ARN of the state machine of a verb. */
    public String stateMachineArn(String region, String account, String verb) {
        return arn(region, account, "states", "stateMachine:" + stateMachine(verb));
    }

    /** ARN of an execution of it. */
    public String executionArn(String region, String account, String verb, String name) {
        return arn(region, account, "states", "execution:" + stateMachine(verb) + ":" + name);
    }
}
