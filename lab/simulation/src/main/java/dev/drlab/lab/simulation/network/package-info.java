/**
 * The network between the lab's two regions, on the loopback interface: links that delay, limit and lose bytes
 * ({@link dev.drlab.lab.simulation.network.Link}), a stand-in for each region's load balancer
 * ({@link dev.drlab.lab.simulation.network.balancer.Balancer}), and a stand-in for Amazon Route 53: health checks that really probe
 * ({@link dev.drlab.lab.simulation.network.health.HealthCheck}), a failover record ({@link dev.drlab.lab.simulation.network.dns.FailoverRecord}) and a
 * front door that follows its answer ({@link dev.drlab.lab.simulation.network.FrontDoor}).
 *
 * <p>The sockets of one {@link dev.drlab.lab.simulation.network.Network} are served by two of
 * Netty's event loops, one for links and front door, which carry bytes, one for the balancers, which read HTTP with Netty's
 * codec: so the number of connections costs no threads, and the state of a connection needs no locks. Health probes block and have a thread of their own per check.
 */
package dev.drlab.lab.simulation.network;
