/** Placeholder. */
package dev.drlab.statemachine;
