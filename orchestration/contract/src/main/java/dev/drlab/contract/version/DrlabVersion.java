package dev.drlab.contract.version;

/** Which drlab this is. */
public final class DrlabVersion {
    private DrlabVersion() {}

    /** As in the pom, such as {@code 1.0.0}. */
    public static String text() {
        return BuildProperties.read(DrlabVersion.class, "drlab");
    }
}
