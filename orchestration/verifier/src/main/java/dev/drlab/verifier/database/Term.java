package dev.drlab.verifier.database;

/**
 * A stretch of time in which one database was the writer.
 *
 * @param number counts up from 1
 * @param endpoint which of the two
 * @param timeline PostgreSQL's timeline
 */
public record Term(int number, int endpoint, int timeline) {}
