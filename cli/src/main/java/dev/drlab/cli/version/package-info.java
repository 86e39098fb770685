/** Which drlab this is. */
package dev.drlab.cli.version;
