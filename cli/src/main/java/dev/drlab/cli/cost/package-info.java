/** {@code drlab cost}: what the synthesized stacks cost. */
package dev.drlab.cli.cost;
