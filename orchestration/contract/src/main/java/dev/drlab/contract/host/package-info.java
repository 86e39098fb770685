/** The machine that this JVM runs on, by its {@code /proc}: its processes, and what they use. Linux only. */
package dev.drlab.contract.host;
