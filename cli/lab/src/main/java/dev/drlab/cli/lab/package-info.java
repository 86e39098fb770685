/** The commands that run a lab or act on one. */
package dev.drlab.cli.lab;
