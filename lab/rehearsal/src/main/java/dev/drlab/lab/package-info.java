/**
 * The running lab: two regions of real processes and the links between them, in this JVM.
 *
 * <p>One package of more than 20 files because its parts are closed to all others: whoever uses a lab goes through
 * {@link dev.drlab.lab.Lab}, and only the builder joins regions, links, doors and replication.
 */
package dev.drlab.lab;
