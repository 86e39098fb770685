package dev.drlab.lab;

import dev.drlab.lab.simulation.network.FrontDoor;
import dev.drlab.lab.simulation.network.dns.FailoverRecord;
import dev.drlab.lab.simulation.network.dns.Resolver;
import dev.drlab.lab.simulation.network.health.FailoverChecks;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where clients come in: an entrance to each region over the internet, DNS with its health checks and alarms, and the
 * front door, which asks DNS.
 */
final class LabDoors {
    private static final String CLIENTS = "clients";

    private final Map<String, InetSocketAddress> entrances;
    private final FailoverChecks checks;
    private final Resolver resolver;
    private final FrontDoor frontDoor;

    private LabDoors(
            Map<String, InetSocketAddress> entrances, FailoverChecks checks, Resolver resolver, FrontDoor frontDoor) {
        this.entrances = Map.copyOf(entrances);
        this.checks = checks;
        this.resolver = resolver;
        this.frontDoor = frontDoor;
    }

    /**
     * Opens the entrances and the front door; the checks do not probe yet.
     *
     * @throws IOException when a port is taken
     */
    static LabDoors open(LabOptions options, LabLinks links, Collection<LabRegion> regions) throws IOException {
        Map<String, InetSocketAddress> entrances = new LinkedHashMap<>();
        for (LabRegion region : regions) {
            entrances.put(region.name(), links.internet(CLIENTS, region).address());
        }
        int intervalMillis = Math.toIntExact(options.healthInterval().toMillis());
        ProbeSettings probes =
                new ProbeSettings(intervalMillis, options.healthThreshold(), Math.max(500, intervalMillis));
        FailoverChecks checks = FailoverChecks.probing(
                LabLinks.uri(entrances.get(RegionNames.PRIMARY)),
                LabLinks.uri(entrances.get(RegionNames.SECONDARY)),
                probes);
        Resolver resolver = new Resolver(new FailoverRecord(
                "app.drlab.test",
                options.ttl().toMillis(),
                RegionNames.PRIMARY,
                checks.primary(),
                RegionNames.SECONDARY));
        FrontDoor frontDoor = links.network().frontDoor(options.frontDoorPort(), resolver, entrances);
        return new LabDoors(entrances, checks, resolver, frontDoor);
    }

    FailoverChecks checks() {
        return checks;
    }

    Resolver resolver() {
        return resolver;
    }

    FrontDoor frontDoor() {
        return frontDoor;
    }

    /** Where a client that does not ask DNS reaches a region's balancer. */
    URI entrance(String region) {
        return LabLinks.uri(entrances.get(RegionNames.require(region)));
    }
}
