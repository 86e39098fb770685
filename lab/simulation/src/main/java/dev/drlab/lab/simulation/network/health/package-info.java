/** Health checks, alarms and what is calculated of them, as Route 53 and the load balancer do; the checkers are simulated. */
package dev.drlab.lab.simulation.network.health;
