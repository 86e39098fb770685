/**
 * The account by WAL: which committed transactions, of any application, exist only in an old database. It rests on
 * {@code pg_walinspect} (PostgreSQL manual, appendix F; 15 and newer). A record that is not understood ends the account as
 * not counted.
 */
package dev.drlab.agent.wal;
