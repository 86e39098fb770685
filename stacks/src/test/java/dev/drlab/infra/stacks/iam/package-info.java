/**
 * IAM's evaluation of a policy, as far as drlab's policies need it. An unknown element, operator or condition key is
 * refused by name and never ignored. Sources: the IAM User Guide, "Policy evaluation logic", "IAM JSON policy elements
 * reference" and "Creating a condition with multiple keys or values".
 */
package dev.drlab.infra.stacks.iam;
