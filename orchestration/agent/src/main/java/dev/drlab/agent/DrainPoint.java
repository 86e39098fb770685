package dev.drlab.agent;

/**
 * Where a drained database stopped: nothing that {@code drlab_writer} committed lies after {@code lsn}.
 *
 * @param lsn flush position, as PostgreSQL prints it
 * @param systemIdentifier identifies the cluster's lineage
 * @param timeline the timeline that {@code lsn} is on
 */
record DrainPoint(String lsn, String systemIdentifier, int timeline) {}
