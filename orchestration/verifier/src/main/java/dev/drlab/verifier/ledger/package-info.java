/** What was acknowledged, on disk before it counts. */
package dev.drlab.verifier.ledger;
