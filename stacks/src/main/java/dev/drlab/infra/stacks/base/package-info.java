/** Common parts of all stacks: names, providers, state, facts. */
package dev.drlab.infra.stacks.base;
