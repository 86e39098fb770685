/** The {@code drlab} command: one class per subcommand, each thin over the module that does the work. */
package dev.drlab.cli;
