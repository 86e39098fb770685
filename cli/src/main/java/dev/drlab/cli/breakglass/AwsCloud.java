package dev.drlab.cli.breakglass;

/** AWS, with the credentials of the SDK's default chain. */
final class AwsCloud implements Cloud {
    @Override
    public CloudRegion region(String name) {
        return new AwsRegion(name);
    }
}
