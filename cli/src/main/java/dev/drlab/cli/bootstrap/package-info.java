/**
 * {@code drlab bootstrap}: fills a freshly deployed pair of regions. By SDK clients and the docker command only; every
 * step may be run again.
 */
package dev.drlab.cli.bootstrap;
