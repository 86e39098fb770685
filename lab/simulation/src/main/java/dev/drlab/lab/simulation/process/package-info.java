/** Child processes of the lab, and the guarantee that none of them outlives it. Linux only: rests on {@code /proc}. */
package dev.drlab.lab.simulation.process;
