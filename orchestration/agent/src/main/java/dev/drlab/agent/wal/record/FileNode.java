package dev.drlab.agent.wal.record;

/**
 * The file of a relation, as WAL records name it.
 *
 * @param tablespace OID
 * @param database OID; 0 for relations that all databases share
 * @param node {@code relfilenode}
 */
public record FileNode(long tablespace, long database, long node) {
    private static final String PREFIX = "blkref #0: rel ";

    /**
     * Reads the beginning of a {@code block_ref}, such as {@code blkref #0: rel 1663/5/16391 fork main blk 0}.
     *
     * @throws WalFormatException when it does not begin so
     */
    static FileNode ofBlock(String type, String blockRef) {
        int end = blockRef == null ? -1 : blockRef.indexOf(" fork ");
        if (end < 0 || !blockRef.startsWith(PREFIX)) {
            throw new WalFormatException(type, String.valueOf(blockRef));
        }
        String[] parts = blockRef.substring(PREFIX.length(), end).split("/");
        if (parts.length != 3) {
            throw new WalFormatException(type, blockRef);
        }
        try {
            return new FileNode(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (NumberFormatException e) {
            throw new WalFormatException(type, blockRef);
        }
    }
}
