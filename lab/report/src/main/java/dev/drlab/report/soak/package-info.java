/** What a soak came to. */
package dev.drlab.report.soak;
