/** The figures of the verifier's canaries, from the run that counts them to the report that shows them. */
package dev.drlab.contract.canary;
