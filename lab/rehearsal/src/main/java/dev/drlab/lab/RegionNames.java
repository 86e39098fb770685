package dev.drlab.lab;

import dev.drlab.contract.authority.Parity;
import dev.drlab.lab.simulation.LabException;
import java.util.List;

/** The lab's two regions, by the names of the default deployment. */
public final class RegionNames {
    /** Active when the lab comes up; odd epochs. */
    public static final String PRIMARY = "ap-southeast-2";
    /** The standby when the lab comes up; even epochs. */
    public static final String SECONDARY = "us-west-2";

    private RegionNames() {}

    /** Both, the primary first. */
    public static List<String> all() {
        return List.of(PRIMARY, SECONDARY);
    }

    /** The other region. */
    public static String peerOf(String region) {
        return require(region).equals(PRIMARY) ? SECONDARY : PRIMARY;
    }

    /** The set that the region's epochs come from. */
    static Parity parityOf(String region) {
        return require(region).equals(PRIMARY) ? Parity.ODD : Parity.EVEN;
    }

    /**
     * The region itself.
     *
     * @throws LabException naming both regions when it is neither
     */
    public static String require(String region) {
        if (!all().contains(region)) {
            throw new LabException("there is no region '" + region + "'; the lab has " + PRIMARY + " and " + SECONDARY);
        }
        return region;
    }
}
