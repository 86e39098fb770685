/**
 * The account by WAL: which committed transactions, of any application, exist only in an old database. It rests on
 * {@code pg_walinspect} (PostgreSQL manual, appendix F; 15 and newer) and on the record descriptions of PostgreSQL's
 * resource managers ({@code src/backend/access/rmgrdesc}). A description that is not understood ends the account as not
 * counted; it is never passed over.
 *
 * <p>One package of more than 20 files because the account is one reading: the formats of records that it understands
 * are of no use to anybody else, and stay closed.
 */
package dev.drlab.agent.wal;
