package dev.drlab.objects;

import java.util.OptionalInt;

/** The characters that an XML 1.0 document can have. S3's keys can have others. */
final class XmlText {
    private XmlText() {}

    /** The first character of {@code text} that XML 1.0 forbids, as a code point. */
    static OptionalInt forbidden(String text) {
        return text.codePoints().filter(c -> !allowed(c)).findFirst();
    }

    /** The production Char of XML 1.0. */
    private static boolean allowed(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
