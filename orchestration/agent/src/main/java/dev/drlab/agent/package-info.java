/** Placeholder. */
package dev.drlab.agent;
