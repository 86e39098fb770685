/**
 * The recovery state machines: their definitions (Amazon States Language, JSONata), what is read and refused at load,
 * the lint, and the runner that executes exactly the deployed bytes against AWS SDK client interfaces.
 */
package dev.drlab.statemachine;
