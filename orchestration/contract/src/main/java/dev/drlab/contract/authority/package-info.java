/**
 * Who may write: the authority record, the epochs that order its holders, and the control table that keeps one record
 * per region and the lock of who acts on it. Used by the service's guard, by the region agent and by readiness, so that all
 * read and write it the same way.
 */
package dev.drlab.contract.authority;
