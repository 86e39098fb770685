/**
 * The refusals of AWS: one table, each row with its source, and the decisions that rest on it. Knows no SDK and no wire;
 * the refusals of AWS's models of the requests are in {@code model}.
 *
 * <p>One package of more than 20 files because the table reads every row: each service has its list of rows and the
 * decisions that rest on them, two files a service, beside what a row is.
 */
package dev.drlab.refusals;
