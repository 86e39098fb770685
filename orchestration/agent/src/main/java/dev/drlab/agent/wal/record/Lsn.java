package dev.drlab.agent.wal.record;

import java.util.Locale;

/**
 * A position in the WAL, as PostgreSQL's {@code pg_lsn}.
 *
 * @param value bytes since the beginning of the WAL, unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {
    private static final int HALF = 32;
    private static final long LOW = 0xFFFF_FFFFL;

    /**
     * Reads {@code 16/B374D848}.
     *
     * @throws IllegalArgumentException when it is no such text
     */
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("'" + text + "' is no WAL position such as 16/B374D848");
        }
        long high = Long.parseLong(text.substring(0, slash), 16);
        long low = Long.parseLong(text.substring(slash + 1), 16);
        return new Lsn(high << HALF | low);
    }

    /** The position so many bytes further. */
    public Lsn plus(long bytes) {
        return new Lsn(value + bytes);
    }

    /** Bytes from {@code earlier} to here; negative when it lies behind. */
    public long minus(Lsn earlier) {
        return value - earlier.value;
    }

    /** The earlier of both. */
    public Lsn min(Lsn other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Lsn max(Lsn other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> HALF, value & LOW);
    }
}
