package dev.drlab.stacks.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses.
 *
 * @param network the first address, as an unsigned 32-bit number
 * @param prefix length of the network's part, 0 to 32 bits
 */
record Cidr(long network, int prefix) {
    /** Without leading zeros: some readers take them for octal numbers, and AWS refuses them. */
    private static final String NUMBER = "(0|[1-9]\\d{0,2})";

    private static final Pattern FORM =
            Pattern.compile(String.join("\\.", NUMBER, NUMBER, NUMBER, NUMBER) + "/" + NUMBER);
    private static final int ADDRESS_BITS = 32;
    private static final int OCTETS = 4;

    /** The block that the text names; empty for text that names none, or that has bits set behind the prefix. */
    static Optional<Cidr> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int octet = 1; octet <= OCTETS; octet++) {
            int value = Integer.parseInt(matcher.group(octet));
            if (value > 255) {
                return Optional.empty();
            }
            address = address << 8 | value;
        }
        int prefix = Integer.parseInt(matcher.group(OCTETS + 1));
        if (prefix > ADDRESS_BITS || address % size(prefix) != 0) {
            return Optional.empty();
        }
        return Optional.of(new Cidr(address, prefix));
    }

    /** True when some address is in both. */
    boolean overlaps(Cidr other) {
        return network < other.network + size(other.prefix) && other.network < network + size(prefix);
    }

    /** True when all of the block is reserved for private use by RFC 1918. */
    boolean isPrivate() {
        return within("10.0.0.0/8") || within("172.16.0.0/12") || within("192.168.0.0/16");
    }

    private boolean within(String block) {
        Cidr outer = parse(block).orElseThrow();
        return prefix >= outer.prefix && overlaps(outer);
    }

    private static long size(int prefix) {
        return 1L << (ADDRESS_BITS - prefix);
    }
}
