package dev.drlab.drill.aws;

import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.cloud.DrillRegion;

/** AWS, with the credentials of the SDK's default chain. */
public final class AwsDrillCloud implements DrillCloud {
    private final String project;

    /** {@code project}: {@code projectName} of the stacks. */
    public AwsDrillCloud(String project) {
        this.project = project;
    }

    @Override
    public DrillRegion region(String name) {
        return new AwsDrillRegion(name, project);
    }
}
