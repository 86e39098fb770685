package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Terraform on one stack's directory, with every call to AWS sent to an endpoint of this test. */
final class Terraform {
    private static final int CHANGES = 2;

    private final String stack;
    private final Path directory;
    private final Map<String, String> environment;
    private final Path log;

    /**
     * @param directory directory of the stack's {@code cdk.tf.json} and of all files that Terraform writes
     * @param endpoint endpoint of the emulated AWS
     * @param cliConfig configuration file with the providers' source
     */
    Terraform(String stack, Path directory, URI endpoint, Path cliConfig) {
        this(stack, directory, environment(endpoint, cliConfig));
    }

    private Terraform(String stack, Path directory, Map<String, String> environment) {
        this.stack = stack;
        this.directory = directory;
        this.log = directory.resolve("terraform.log");
        this.environment = Map.copyOf(environment);
    }

    /** Environment that sends every call to the endpoint and sets the provider's source. */
    static Map<String, String> environment(URI endpoint, Path cliConfig) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_ENDPOINT_URL_S3", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", "emulator",
                "AWS_SECRET_ACCESS_KEY", "emulator",
                "AWS_EC2_METADATA_DISABLED", "true",
                "CHECKPOINT_DISABLE", "true",
                "TF_CLI_CONFIG_FILE", cliConfig.toString(),
                "TF_IN_AUTOMATION", "true",
                "TF_INPUT", "false"));
        for (String other : List.of("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "TF_LOG")) {
            variables.put(other, "");
        }
        return Map.copyOf(variables);
    }

    /** Terraform on the same directory with a session's credentials and without a lock. */
    Terraform as(Session session) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(session.environment());
        variables.put("TF_CLI_ARGS_plan", "-lock=false");
        return new Terraform(stack, directory, variables);
    }

    /** From now on the lifecycles of the type's resources ignore changes of this attribute and no other. */
    Terraform ignoringOnly(String attribute, String type) throws IOException {
        ObjectNode override = Json.MAPPER.createObjectNode();
        ObjectNode resources = override.putObject("resource").putObject(type);
        Json.object(Files.readString(directory.resolve("cdk.tf.json")))
                .path("resource")
                .path(type)
                .fieldNames()
                .forEachRemaining(name -> resources
                        .putObject(name)
                        .putObject("lifecycle")
                        .putArray("ignore_changes")
                        .add(attribute));
        Files.writeString(directory.resolve("lifecycle_override.tf.json"), override.toString());
        return this;
    }

    /** Initializes backend and provider. */
    void init(List<String> options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("init", "-no-color"));
        arguments.addAll(options);
        require(0, arguments);
    }

    /** Plans and applies. */
    void apply() throws IOException, InterruptedException {
        require(0, List.of("apply", "-no-color", "-auto-approve", "-parallelism=20"));
    }

    /** Applies, expects a failure, and returns the output. */
    String failToApply() throws IOException, InterruptedException {
        return fail("apply", "-auto-approve");
    }

    /** Plans, expects a failure, and returns the output. */
    String failToPlan() throws IOException, InterruptedException {
        return fail("plan");
    }

    /** Removes the taint from a resource that was created but not seen to be complete. */
    void untaint(String address) throws IOException, InterruptedException {
        require(0, List.of("untaint", "-no-color", address));
    }

    /** Imports the existing resource with that identifier. */
    void take(String address, String identifier) throws IOException, InterruptedException {
        require(0, List.of("import", "-no-color", address, identifier));
    }

    private String fail(String command, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(command, "-no-color"));
        arguments.addAll(List.of(options));
        int code = run(arguments, log);
        String said = lastOutput();
        if (code != 1) {
            throw new AssertionError("terraform " + command + " of " + stack + " ended with " + code + "\n" + said);
        }
        return said;
    }

    /** Plans, and returns the changes. */
    PlannedChanges plan() throws IOException, InterruptedException {
        return planTo(directory.resolve("plan.json"));
    }

    /** Plans, returns the changes, and writes the plan to the file as JSON, even without changes. */
    PlannedChanges planTo(Path json) throws IOException, InterruptedException {
        int code = run(List.of("plan", "-no-color", "-detailed-exitcode", "-out=plan.bin", "-parallelism=20"), log);
        if (code != 0 && code != CHANGES) {
            throw failure("plan", code);
        }
        Files.deleteIfExists(json);
        int shown = run(List.of("show", "-json", "plan.bin"), json);
        if (shown != 0) {
            throw failure("show", shown);
        }
        return code == 0 ? PlannedChanges.NONE : PlannedChanges.of(Json.object(Files.readString(json)));
    }

    /** Applies the last plan. */
    void applyPlan() throws IOException, InterruptedException {
        require(0, List.of("apply", "-no-color", "-parallelism=20", "plan.bin"));
    }

    private void require(int code, List<String> arguments) throws IOException, InterruptedException {
        int actual = run(arguments, log);
        if (actual != code) {
            throw failure(arguments.get(0), actual);
        }
    }

    private int run(List<String> arguments, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(arguments);
        Files.writeString(
                log, "\n$ " + String.join(" ", command) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (ChildProcess process = ChildProcess.start(command, directory, environment, output)) {
            return process.exitCode();
        }
    }

    /** A failure with the last command's errors. */
    private AssertionError failure(String command, int code) throws IOException {
        String output = lastOutput();
        return new AssertionError("terraform " + command + " of " + stack + " ended with " + code + ", see " + log
                + "\n" + output.substring(Math.max(0, output.indexOf("Error:"))));
    }

    private String lastOutput() throws IOException {
        String text = Files.readString(log);
        return text.substring(text.lastIndexOf("\n$ terraform"));
    }
}
