/** How long drlab's clients of AWS wait, and whether they repeat a call; on builders of any service. */
package dev.drlab.contract.client;
