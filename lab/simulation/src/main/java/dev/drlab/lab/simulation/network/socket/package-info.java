/** Connections that relays and balancers carry: one event loop, bytes delayed as on the link. */
package dev.drlab.lab.simulation.network.socket;
