/** Finds what AWS, or a reader, would refuse in a definition; and the IAM actions that a definition needs. */
package dev.drlab.statemachine.lint;
