/**
 * {@code drlab bootstrap}: fills a freshly deployed pair of regions. By SDK clients, {@code images/build} and its engine
 * only; every step may be run again.
 */
package dev.drlab.cli.bootstrap;
