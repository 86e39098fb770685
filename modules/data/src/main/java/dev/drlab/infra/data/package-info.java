/** The resources with state in one region: here its control table, below it databases, buckets, keys and images. */
package dev.drlab.infra.data;
