/** Buckets for objects and for logs, and the replication of objects between regions. */
package dev.drlab.infra.data.bucket;
