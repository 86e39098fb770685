/** Placeholder. */
package dev.drlab.cli;
