/**
 * Who may write: the authority record, the epochs that order its holders, and the control table that keeps one record
 * per region. Used by the service's guard and by the region agent, so that both read and write it the same way.
 */
package dev.drlab.contract.authority;
