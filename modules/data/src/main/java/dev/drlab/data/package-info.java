/** Keys, databases, secrets, buckets, control table, registry and backups of one region. */
package dev.drlab.data;
