/** The review for readers: a comment in Markdown, JSON, SARIF, and the table of the rules for the documentation. */
package dev.drlab.planreview.report;
