/** One region's orchestration: the state machines, the agent, what they may do, and who may start them. */
package dev.drlab.stacks.orchestration;
