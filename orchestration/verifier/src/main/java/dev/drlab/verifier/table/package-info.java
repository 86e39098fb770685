/** The table of canaries, and whether a table of that name is drlab's own. */
package dev.drlab.verifier.table;
