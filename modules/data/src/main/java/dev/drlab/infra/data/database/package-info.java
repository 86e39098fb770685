/** A PostgreSQL database in either role, with what stands around it: secrets, the pointer to the writer, backups. */
package dev.drlab.infra.data.database;
