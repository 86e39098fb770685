/** Connections to the one database: roles, sessions, the pool, and who gets in when many wait. */
package dev.drlab.service.database;
