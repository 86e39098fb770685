/** One region's orchestration: the state machines, the agent, their rights, and who may start them. */
package dev.drlab.infra.stacks.orchestration;
