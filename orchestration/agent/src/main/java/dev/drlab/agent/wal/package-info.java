/**
 * The account by WAL: which committed transactions, of any application, exist only in an old database. It rests on
 * {@code pg_walinspect} (PostgreSQL manual, appendix F; 15 and newer) and on the record descriptions of PostgreSQL's
 * resource managers ({@code src/backend/access/rmgrdesc}). A description that is not understood ends the account as not
 * counted; it is never passed over.
 */
package dev.drlab.agent.wal;
