package dev.drlab.lab.simulation.network.balancer;

import dev.drlab.contract.runbook.ClientConnections;
import java.time.Duration;
import java.util.Objects;

/**
 * How long a balancer keeps a client's connection.
 *
 * @param keepAlive from this age on the next answer closes it ({@code client_keep_alive}); at least a millisecond
 * @param idle how long nothing may pass before it is closed, or before a request that a task does not answer is answered
 *     504 ({@code idle_timeout}); at least a millisecond
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html">Edit
 *     attributes for your Application Load Balancer</a>
 */
public record ClientLimits(Duration keepAlive, Duration idle) {
    /** As the stacks set them: 60 s each. */
    public static final ClientLimits DEPLOYED =
            new ClientLimits(Duration.ofSeconds(ClientConnections.KEPT_SECONDS), Duration.ofSeconds(60));

    public ClientLimits {
        requireMillisecond("keepAlive", keepAlive);
        requireMillisecond("idle", idle);
    }

    private static void requireMillisecond(String name, Duration value) {
        if (Objects.requireNonNull(value, name).toMillis() < 1) {
            throw new IllegalArgumentException(name + " of " + value + " is below a millisecond");
        }
    }
}
