/** What all stacks share: names, providers, state, facts. */
package dev.drlab.stacks.base;
