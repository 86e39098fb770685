package dev.drlab.lab;

import dev.drlab.contract.version.BuildProperties;

/** The versions that the lab runs. */
public final class LabVersion {
    private LabVersion() {}

    /** Of the PostgreSQL that the lab runs. */
    public static String postgres() {
        return BuildProperties.read(LabVersion.class, "postgres");
    }
}
