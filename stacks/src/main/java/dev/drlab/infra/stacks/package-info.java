/** The configuration, the stacks and their main(). */
package dev.drlab.infra.stacks;
