/**
 * What AWS refuses: one table, each row with its source, and the decisions that rest on it. Knows no SDK and no wire; what
 * AWS's models of the requests refuse is in {@code model}.
 *
 * <p>One package of more than 20 files because the table reads every row: each service has its list of rows and the
 * decisions that rest on them, two files a service, beside what a row is.
 */
package dev.drlab.refusals;
