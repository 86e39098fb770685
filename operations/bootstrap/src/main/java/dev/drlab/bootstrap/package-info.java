/** Fills a freshly deployed pair of regions, by SDK clients and the docker command only; every step may be run again. */
package dev.drlab.bootstrap;
