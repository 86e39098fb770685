package dev.drlab.cli.version;

import dev.drlab.contract.version.DrlabVersion;

/** The archive that has everything. */
public final class FullDistribution {
    private FullDistribution() {}

    /** Its file's name. */
    public static String name() {
        return "drlab-" + DrlabVersion.text() + ".tar.gz";
    }
}
