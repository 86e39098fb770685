package dev.drlab.lab;

import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The ways from one region to the other, over the links of the lab's network. */
final class LabLinks {
    private final Network network;

    LabLinks(Network network) {
        this.network = network;
    }

    Network network() {
        return network;
    }

    /** The time that a byte needs on each link between the regions, one way; the clients' link has none. */
    void latency(Duration latency) {
        long millis = latency.toMillis();
        network.peering().latencyMillis(millis);
        network.control().latencyMillis(millis);
        network.storage().latencyMillis(millis);
    }

    /** To the other region's database, over the peering. */
    Relay database(LabRegion from, LabRegion to) throws IOException {
        return network.peering()
                .relay(
                        from.name(),
                        to.name(),
                        0,
                        () -> target(to.server().settings().port()));
    }

    /** To the other region's control table. */
    Relay control(LabRegion from, LabRegion to) throws IOException {
        return network.control()
                .relay(from.name(), to.name(), 0, () -> target(to.controlUri().getPort()));
    }

    /** To a region's balancer over the internet; {@code from} is a region or the clients. */
    Relay internet(String from, LabRegion to) throws IOException {
        return network.internet()
                .relay(from, to.name(), 0, () -> Optional.of(to.balancer().address()));
    }

    /** The public AWS endpoints of a region as the other one reaches them: not while the link is cut. */
    FaultInjector awsApi(LabRegion to) {
        FaultInjector link = new FaultInjector(to.name());
        link.failAlways(call -> network.control().isCut(), Fault.REQUEST_LOST);
        return link;
    }

    static URI uri(InetSocketAddress address) {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** The lab's database at the other end of a relay. */
    static String jdbcUrl(Relay relay) {
        return "jdbc:postgresql://127.0.0.1:" + relay.port() + "/" + DatabaseNames.DATABASE;
    }

    private static Optional<InetSocketAddress> target(int port) {
        return Optional.of(new InetSocketAddress("127.0.0.1", port));
    }
}
