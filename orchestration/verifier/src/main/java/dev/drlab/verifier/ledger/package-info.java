/** The ledger of acknowledged canaries, on disk before they count. */
package dev.drlab.verifier.ledger;
