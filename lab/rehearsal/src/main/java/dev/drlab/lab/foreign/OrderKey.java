package dev.drlab.lab.foreign;

/**
 * Key of a row of the foreign table.
 *
 * @param run of pgbench, from 1
 * @param client of that run, from 0
 * @param number of the client's transaction in that run, from 1
 */
public record OrderKey(int run, int client, int number) {}
