package dev.drlab.region;

/** AWS, with the credentials of the SDK's default chain. */
public final class AwsCloud implements Cloud {
    /** Calls nobody yet. */
    public AwsCloud() {}

    @Override
    public CloudRegion region(String name) {
        return new AwsRegion(name);
    }
}
