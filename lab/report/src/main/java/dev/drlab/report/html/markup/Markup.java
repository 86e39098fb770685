package dev.drlab.report.html.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes markup that is well-formed by construction, both as HTML and as XML: every text and attribute is escaped, every
 * element closed. Not thread-safe.
 */
public final class Markup {
    private static final Set<String> INLINE = Set.of("a", "b", "code", "span", "strong", "time", "tspan", "title");

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d) (ms|s|min|h|%)(?![A-Za-z])");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> openTags = new ArrayDeque<>();

    /** A page's first line. */
    public Markup doctype() {
        out.append("<!DOCTYPE html>\n");
        return this;
    }

    /** Opens an element; {@code attributes} are names and values in turn. */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        openTags.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    public Markup close() {
        String tag = openTags.pop();
        out.append("</").append(tag).append('>');
        newline(tag);
        return this;
    }

    /** An element that can have no content, such as {@code meta} or {@code rect}. */
    public Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>");
        newline(tag);
        return this;
    }

    /** An element with nothing but text in it. */
    public Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Text, escaped. */
    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Text in which a line break may not part a number from its unit. */
    public Markup prose(String text) {
        return text(NUMBER_AND_UNIT.matcher(text).replaceAll("$1\u00a0$2"));
    }

    /** An inline style sheet. Browsers read it unescaped, XML parsers do not: it may need no escaping. */
    public Markup style(String css) {
        if (!escape(css).equals(css)) {
            throw new IllegalArgumentException("the style sheet must not contain any of & < > \" '");
        }
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    /** The whole text. */
    public String finish() {
        if (!openTags.isEmpty()) {
            throw new IllegalStateException("not closed: " + openTags);
        }
        return out.toString();
    }

    /** A coordinate or length with at most two decimals. */
    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        String trimmed = text.replaceAll("\\.?0+$", "");
        return trimmed.equals("-0") ? "0" : trimmed;
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> escape(c, escaped));
        return escaped.toString();
    }

    private static void escape(int c, StringBuilder out) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            // Neither XML nor a reader can make anything of the other control characters and lone surrogates.
            default -> out.appendCodePoint(legal(c) ? c : 0xFFFD);
        }
    }

    private static boolean legal(int c) {
        return c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && !unpaired(c));
    }

    private static boolean unpaired(int c) {
        return (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) || (c & 0xFFFE) == 0xFFFE;
    }

    private void start(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attribute without a value on " + tag);
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escape(attributes[i + 1])).append('"');
        }
    }

    private void newline(String tag) {
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
    }
}
