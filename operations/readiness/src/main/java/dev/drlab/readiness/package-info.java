/** Whether a region could take over now, asked before it is needed: checks that only read, run side by side within a limit. */
package dev.drlab.readiness;
