/** HTML and tables, escaped by whoever writes them. */
package dev.drlab.report.html.markup;
