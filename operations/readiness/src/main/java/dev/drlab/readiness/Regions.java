package dev.drlab.readiness;

import dev.drlab.readiness.region.Clients;

/** Where the clients of a region come from. */
@FunctionalInterface
public interface Regions {
    /** The clients of the region with that code; they stay the giver's to close. */
    Clients clients(String region);
}
