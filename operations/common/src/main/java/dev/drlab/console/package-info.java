/** A command on a terminal: what it says, asks, ends with, and what Ctrl-C does to it. */
package dev.drlab.console;
