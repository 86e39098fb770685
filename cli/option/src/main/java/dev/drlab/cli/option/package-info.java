/** Options that commands with and without a lab have in common. */
package dev.drlab.cli.option;
