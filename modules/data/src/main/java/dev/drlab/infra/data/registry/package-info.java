/** Repositories of images, and their replication to the other region. */
package dev.drlab.infra.data.registry;
