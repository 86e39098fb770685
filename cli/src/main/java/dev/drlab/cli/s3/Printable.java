package dev.drlab.cli.s3;

/** A key's text for a terminal: keys may have any character, also those that move the cursor or end the line. */
final class Printable {
    private Printable() {}

    /** The text, with control characters and halves of surrogate pairs as <code>&#92;uXXXX</code>. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.SURROGATE
                    || Character.getType(c) == Character.FORMAT) {
                printable.append(String.format("\\u%04X", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
