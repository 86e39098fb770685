/**
 * Canaries: small rows committed one by one on the primary, noted in a ledger outside the database, and looked for on
 * the replica. From them come the replication lag, the RPO exposure while the run lasts, and after a promotion the exact
 * account of acknowledged commits that were lost.
 */
package dev.drlab.verifier;
