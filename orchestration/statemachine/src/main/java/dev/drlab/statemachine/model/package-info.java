/** The model that the runner executes: a definition that was read, with every expression compiled. Immutable. */
package dev.drlab.statemachine.model;
