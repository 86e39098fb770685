/** Placeholder. */
package dev.drlab.lab;
