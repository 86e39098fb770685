package dev.drlab.infra.common;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address range, such as {@code 10.0.0.0/16}.
 *
 * @param address the first address, as an unsigned 32-bit number; all bits after the prefix are zero
 * @param prefix number of leading bits that all addresses of the range share, 0 to 32
 */
public record Cidr(long address, int prefix) {
    /** Without leading zeros: some readers take them for octal numbers, and AWS refuses them. */
    private static final String NUMBER = "(0|[1-9]\\d{0,2})";

    private static final Pattern NOTATION =
            Pattern.compile(String.join("\\.", NUMBER, NUMBER, NUMBER, NUMBER) + "/" + NUMBER);
    private static final long HIGHEST_ADDRESS = 0xFFFF_FFFFL;

    /** The ranges that RFC 1918 reserves for private use. */
    public static final List<Cidr> PRIVATE_USE = List.of(of("10.0.0.0/8"), of("172.16.0.0/12"), of("192.168.0.0/16"));

    /** @throws IllegalArgumentException if a number is out of its range, or the address lies within the range */
    public Cidr {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("the prefix of a CIDR must be 0 to 32 but is " + prefix);
        }
        if (address < 0 || address > HIGHEST_ADDRESS) {
            throw new IllegalArgumentException("the address of a CIDR must have 32 bits but is " + address);
        }
        if (address % size(prefix) != 0) {
            throw new IllegalArgumentException("the CIDR %s must start at its first address, %s"
                    .formatted(text(address, prefix), text(address - address % size(prefix), prefix)));
        }
    }

    /**
     * Reads the usual notation, {@code a.b.c.d/prefix}, without leading zeros.
     *
     * @throws IllegalArgumentException if {@code text} is no such range, or does not start at its first address
     */
    public static Cidr of(String text) {
        Matcher parts = NOTATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a CIDR must look like 10.0.0.0/16 but is '" + text + "'");
        }
        long address = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(parts.group(group));
            if (octet > 255) {
                throw new IllegalArgumentException(
                        "each number of an address must be 0 to 255 but is " + octet + " in the CIDR '" + text + "'");
            }
            address = address << 8 | octet;
        }
        return new Cidr(address, Integer.parseInt(parts.group(5)));
    }

    /** The range that {@link #of} reads; empty where that refuses the text. */
    public static Optional<Cidr> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** True if any address belongs to both. */
    public boolean overlaps(Cidr other) {
        return address <= other.last() && other.address <= last();
    }

    /** True if every address of {@code other} belongs to this range. */
    public boolean contains(Cidr other) {
        return address <= other.address && other.last() <= last();
    }

    /** True if every address is for private use. */
    public boolean isPrivate() {
        return PRIVATE_USE.stream().anyMatch(block -> block.contains(this));
    }

    /**
     * One of the equal parts that the range has when its prefix grows.
     *
     * @param bits by how much the prefix grows; the range has 2^bits such parts
     * @param index which of them, from 0
     * @throws IllegalArgumentException if there is no such part
     */
    public Cidr part(int bits, int index) {
        if (bits < 0 || prefix + bits > 32 || index < 0 || index >= 1L << bits) {
            throw new IllegalArgumentException("%s has no part %d of 2^%d".formatted(this, index, bits));
        }
        return new Cidr(address + index * size(prefix + bits), prefix + bits);
    }

    /** The usual notation, {@code a.b.c.d/prefix}. */
    @Override
    public String toString() {
        return text(address, prefix);
    }

    private long last() {
        return address + size(prefix) - 1;
    }

    private static long size(int prefix) {
        return 1L << (32 - prefix);
    }

    private static String text(long address, int prefix) {
        return "%d.%d.%d.%d/%d"
                .formatted(address >> 24, address >> 16 & 0xFF, address >> 8 & 0xFF, address & 0xFF, prefix);
    }
}
