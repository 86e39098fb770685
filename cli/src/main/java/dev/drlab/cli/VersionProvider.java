package dev.drlab.cli;

import dev.drlab.lab.LabVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of drlab and of what it runs on. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "drlab " + LabVersion.drlab(), "PostgreSQL " + LabVersion.postgres() + ", JDK " + Runtime.version()
        };
    }
}
