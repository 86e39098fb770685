/** The failover record and the clients' resolver. */
package dev.drlab.lab.simulation.network.dns;
