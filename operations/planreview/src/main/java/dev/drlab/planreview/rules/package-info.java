/** The meaning of a plan's changes for recovery: one table of rules, and the code that applies them. */
package dev.drlab.planreview.rules;
