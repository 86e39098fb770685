/** Placeholder. */
package dev.drlab.verifier;
