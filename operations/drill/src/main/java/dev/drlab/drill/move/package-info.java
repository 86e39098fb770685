/** One measured move: its load, the execution it follows, the account of it. */
package dev.drlab.drill.move;
