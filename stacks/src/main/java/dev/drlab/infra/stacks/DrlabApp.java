package dev.drlab.infra.stacks;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All stacks of a configuration, in the order in which they are deployed. */
public final class DrlabApp {
    private DrlabApp() {}

    /**
     * Writes every stack as {@code stacks/NAME/cdk.tf.json} below the directory.
     *
     * @param directory is made if it does not exist; the environment variable {@code CDKTF_OUTDIR} overrides it
     * @return the stacks' names, in the order in which they are deployed
     * @throws IOException if the directory cannot be made
     */
    public static List<String> synth(LabConfig config, Path directory) throws IOException {
        return synth(config, directory, sentence -> {});
    }

    /**
     * Writes the stacks like {@link #synth(LabConfig, Path)}.
     *
     * @param missing receives one sentence for each optional part that the configuration leaves out of a stack
     */
    static List<String> synth(LabConfig config, Path directory, Consumer<String> missing) throws IOException {
        Files.createDirectories(directory);
        App app = new App(AppConfig.builder()
                .outdir(directory.toString())
                .stackTraces(false)
                .build());
        List<DrlabStack> stacks = stacks(Deployment.of(app, config));
        for (int i = 1; i < stacks.size(); i++) {
            stacks.get(i).addDependency(stacks.get(i - 1));
        }
        app.synth();
        stacks.forEach(stack -> stack.leftOut()
                .ifPresent(sentence -> missing.accept(stack.getNode().getId() + ": " + sentence)));
        return stacks.stream().map(stack -> stack.getNode().getId()).toList();
    }

    private static List<DrlabStack> stacks(Deployment deployment) {
        List<DrlabStack> stacks = new ArrayList<>();
        stacks.add(new StateBackendStack(deployment, Role.PRIMARY));
        stacks.add(new StateBackendStack(deployment, Role.SECONDARY));
        stacks.add(new NetworkStack(deployment, Role.PRIMARY));
        stacks.add(new PrimaryDataStack(deployment));
        stacks.add(new NetworkStack(deployment, Role.SECONDARY));
        stacks.add(new SecondaryDataStack(deployment));
        stacks.add(new AppStack(deployment, Role.PRIMARY));
        stacks.add(new AppStack(deployment, Role.SECONDARY));
        stacks.add(new ReplicationStack(deployment));
        stacks.add(new PrimaryDrOrchestrationStack(deployment));
        stacks.add(new RoutingAndDrOrchestrationStack(deployment));
        stacks.add(new ObservabilityStack(deployment));
        return stacks;
    }
}
