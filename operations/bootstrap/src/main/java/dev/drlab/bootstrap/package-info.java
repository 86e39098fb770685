/** Fills a freshly deployed pair of regions, by SDK clients, {@code images/build} and its engine only; every step may be run again. */
package dev.drlab.bootstrap;
