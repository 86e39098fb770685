package dev.drlab.lab;

import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.aws.rds.LabDbInstance;
import dev.drlab.lab.simulation.aws.rds.ReplicaBuilder;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.lab.simulation.postgres.BaseBackup;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.Upstream;
import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;

/** Replication of the database into each region, and what the lab's RDS does to make a replica. */
final class LabReplication {
    private final LabHome home;
    private final LabSecrets secrets;
    private final LabRegions regions;
    private final Map<String, Relay> relays = new LinkedHashMap<>();

    /**
     * Opens the ways by which WAL flows.
     *
     * @throws IOException when a port is taken
     */
    LabReplication(LabHome home, LabSecrets secrets, LabRegions regions, LabLinks links) throws IOException {
        this.home = home;
        this.secrets = secrets;
        this.regions = regions;
        for (LabRegion region : regions.all()) {
            relays.put(region.name(), links.database(region, regions.peerOf(region)));
        }
    }

    /** The way by which a region's database receives WAL, apart from everything else on the peering. */
    Relay into(String region) {
        return relays.get(RegionNames.require(region));
    }

    /** Makes the database of the region that the lab begins with as its primary known to RDS. */
    void addPrimary(LabRegion region) {
        region.rds().add(instance(region, Optional.empty()));
    }

    /** Makes the region's database as a replica of its peer's; returns when it accepts connections. */
    void makeReplica(LabRegion region) {
        fill(region);
        region.server().start();
        LabRegion source = regions.peerOf(region);
        String sourceArn = LabDbInstance.arn(source.name(), LabRunbook.databaseIdentifier(source.name()));
        region.rds().add(instance(region, Optional.of(sourceArn)));
    }

    /** The same in place of whatever the region's database held: {@code reprotect} without its checks and its evidence. */
    void rebuild(LabRegion lost) {
        lost.rds().loseHosts(); // else RDS starts what is being removed
        lost.server().stop(PostgresServer.StopMode.IMMEDIATE);
        DirectoryTree.delete(lost.server().dataDirectory());
        makeReplica(lost);
        lost.rds().restoreHosts();
    }

    /** Makes a replica, as RDS in {@code region} does. */
    ReplicaBuilder builder(LabRegion region) {
        return new PeerReplica(region, regions.peerOf(region));
    }

    private void fill(LabRegion region) {
        new BaseBackup(regions.peerOf(region).server())
                .restoreTo(
                        region.server(),
                        new Upstream(
                                "127.0.0.1",
                                into(region.name()).port(),
                                secrets.replication(),
                                "drlab_" + region.name().replace('-', '_'),
                                region.name()));
    }

    private static LabDbInstance instance(LabRegion region, Optional<String> source) {
        return new DatabaseConfiguration(region.name())
                .instance(LabRunbook.databaseIdentifier(region.name()), region.server(), source);
    }

    private final class PeerReplica implements ReplicaBuilder {
        private final LabRegion region;
        private final LabRegion source;

        PeerReplica(LabRegion region, LabRegion source) {
            this.region = region;
            this.source = source;
        }

        @Override
        public Optional<DBInstance> source(String arn) {
            String identifier = LabRunbook.databaseIdentifier(source.name());
            return source.isUp() && arn.equals(LabDbInstance.arn(source.name(), identifier))
                    ? source
                            .rds()
                            .describeDBInstances(DescribeDbInstancesRequest.builder()
                                    .dbInstanceIdentifier(identifier)
                                    .build())
                            .dbInstances()
                            .stream()
                            .findFirst()
                    : Optional.empty();
        }

        @Override
        public PostgresServer server() {
            return region.server();
        }

        @Override
        public PostgresServer moveAway(PostgresServer server, String identifier) {
            return server.moveTo(identifier, home.freePort());
        }

        @Override
        public void fill() {
            LabReplication.this.fill(region);
        }
    }
}
