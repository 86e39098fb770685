package dev.drlab.infra.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * The TCP ports that the parts of the service listen on.
 *
 * @param listeners the public listeners of both regions' balancers, in order: 80 and 443 with a domain, 80 without
 * @param service the service's tasks
 * @param database PostgreSQL
 */
public record Ports(List<Integer> listeners, int service, int database) {
    /** HTTPS, on which every AWS API answers. */
    static final int HTTPS = 443;

    /** @throws IllegalArgumentException if a port is not 1 to 65535, or there is no listener, or one twice */
    public Ports {
        listeners = List.copyOf(listeners);
        if (listeners.isEmpty() || listeners.stream().distinct().count() < listeners.size()) {
            throw new IllegalArgumentException("listeners must be one or more different ports but are " + listeners);
        }
        Stream.concat(listeners.stream(), Stream.of(service, database)).forEach(Ports::check);
    }

    /** The service on 8080, PostgreSQL on 5432. */
    public static Ports withListeners(List<Integer> listeners) {
        return new Ports(listeners, 8080, 5432);
    }

    /** The targets of a task or the agent outside the VPC: AWS APIs, and the balancers of both regions. */
    List<Integer> internet() {
        return Stream.concat(listeners.stream(), Stream.of(HTTPS))
                .distinct()
                .sorted()
                .toList();
    }

    private static void check(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port must be 1 to 65535 but is " + port);
        }
    }
}
