/**
 * Canary objects: written to the active region's bucket at a low rate and looked for in the other one, for S3's
 * replication lag and for what a failover lost. {@link dev.drlab.verifier.objects.ObjectCanaryRun} is the way in.
 */
package dev.drlab.verifier.objects;
