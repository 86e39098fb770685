/** The databases that are watched: how to log in, what state each is in, which one is the writer. */
package dev.drlab.verifier.database;
