/** The table of checks, and what each looks at. */
package dev.drlab.readiness.check;
