/**
 * Stand-ins for two regions on one machine; each package is one of them. They see nothing else of drlab than the contract
 * and what AWS refuses.
 */
package dev.drlab.lab.simulation;
