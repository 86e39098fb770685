/**
 * A bucket per region, and the asynchronous replication between them. Simulates S3 as far as drlab uses it: objects,
 * versions, delete markers, listings and copies by an embedded S3 server (LocalS3), in memory; replication in both
 * directions by {@link dev.drlab.lab.simulation.s3.Replication}. Nothing is encrypted, no policy and no signature is checked.
 */
package dev.drlab.lab.simulation.s3;
