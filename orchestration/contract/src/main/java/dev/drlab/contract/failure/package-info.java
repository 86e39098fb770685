/** Failures that are told to a person. */
package dev.drlab.contract.failure;
