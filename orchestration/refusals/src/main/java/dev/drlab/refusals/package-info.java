/** What AWS refuses: one table, each row with its source, and the decisions that rest on it. Knows no SDK and no wire. */
package dev.drlab.refusals;
