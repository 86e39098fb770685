/**
 * WAL records read from a server and put together to committed transactions, by the descriptions of PostgreSQL's resource
 * managers ({@code src/backend/access/rmgrdesc}). A description that is not understood is never passed over.
 */
package dev.drlab.agent.wal.record;
