/** The parameter that holds all that differs between regions, and between AWS and the lab. */
package dev.drlab.contract.runbook;
