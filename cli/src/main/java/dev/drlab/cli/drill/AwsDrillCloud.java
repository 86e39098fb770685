package dev.drlab.cli.drill;

/** AWS, with the credentials of the SDK's default chain. */
final class AwsDrillCloud implements DrillCloud {
    private final String project;

    /** {@code project}: {@code projectName} of the stacks. */
    AwsDrillCloud(String project) {
        this.project = project;
    }

    @Override
    public DrillRegion region(String name) {
        return new AwsDrillRegion(name, project);
    }
}
