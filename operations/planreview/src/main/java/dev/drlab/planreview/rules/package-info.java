/** What a plan's changes mean for recovery: one table of rules, and what finds that they apply. */
package dev.drlab.planreview.rules;
