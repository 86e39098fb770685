/** The verifier as a scheduled task, and its role. */
package dev.drlab.infra.compute.verifier;
