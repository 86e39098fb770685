/** Decides whether this region may write and who may answer a read, from two records and the database. */
package dev.drlab.service.guard;
