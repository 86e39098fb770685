/**
 * What IAM makes of a policy, as far as drlab's policies go: an element, operator or condition key that is not known here is
 * refused by name and never passed over. Rests on the IAM User Guide, "Policy evaluation logic", "IAM JSON policy elements
 * reference" and "Creating a condition with multiple keys or values".
 */
package dev.drlab.stacks.iam;
