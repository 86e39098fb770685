/** The rules by resource type: what is charged, in which quantity, and what costs nothing. */
package dev.drlab.cost.rule;
