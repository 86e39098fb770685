/** A region's load balancer: requests from clients' connections to tasks' connections, one by one. */
package dev.drlab.lab.simulation.network.balancer;
