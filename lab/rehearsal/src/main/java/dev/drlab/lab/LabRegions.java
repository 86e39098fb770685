package dev.drlab.lab;

import dev.drlab.lab.simulation.LabException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two regions of one lab, the primary first. */
final class LabRegions {
    private final Map<String, LabRegion> regions = new LinkedHashMap<>();

    /** Takes a region; each name once. */
    void add(LabRegion region) {
        if (regions.putIfAbsent(region.name(), region) != null) {
            throw new LabException("the lab has a region " + region.name() + " already");
        }
    }

    /** The region of that name; {@link LabException} when there is none. */
    LabRegion get(String name) {
        return regions.get(RegionNames.require(name));
    }

    LabRegion peerOf(LabRegion region) {
        return get(RegionNames.peerOf(region.name()));
    }

    List<LabRegion> all() {
        return List.copyOf(regions.values());
    }
}
