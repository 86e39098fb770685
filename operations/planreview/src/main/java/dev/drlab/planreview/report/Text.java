package dev.drlab.planreview.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names out of a plan, made harmless: whoever can name a resource must not be able to write the review. In Markdown a name
 * stands in a code span, in which nothing is markup, no one is mentioned and nothing is linked
 * (https://spec.commonmark.org/0.31.2/#code-spans); in HTML in a code element.
 */
final class Text {
    private static final int SHOWN_CHARACTERS = 300;
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    /** Control characters, and those that are not seen or turn the direction of what follows. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

    private Text() {}

    /** A code span. */
    static String code(String name) {
        String shown = visible(name);
        int longest = 0;
        for (Matcher runs = BACKTICKS.matcher(shown); runs.find(); ) {
            longest = Math.max(longest, runs.group().length());
        }
        String fence = "`".repeat(longest + 1);
        boolean padded = shown.isEmpty()
                || shown.startsWith("`")
                || shown.endsWith("`")
                || (shown.startsWith(" ") && shown.endsWith(" "));
        String pad = padded ? " " : "";
        return fence + pad + shown + pad + fence;
    }

    /** A code element, for places where Markdown is not read. */
    static String html(String name) {
        return "<code>" + escaped(visible(name)) + "</code>";
    }

    /** In one line, with what cannot be seen written out, and not too long. */
    static String visible(String name) {
        String cut = name.length() <= SHOWN_CHARACTERS
                ? name
                : head(name, SHOWN_CHARACTERS - 60) + "… (" + name.length() + " characters)";
        return INVISIBLE.matcher(cut).replaceAll(match -> Matcher.quoteReplacement(written(match.group())));
    }

    private static String head(String name, int length) {
        return name.substring(0, Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length);
    }

    private static String written(String character) {
        return switch (character) {
            case "\n" -> "\\n";
            case "\r" -> "\\r";
            case "\t" -> "\\t";
            default -> String.format("\\u{%x}", character.codePointAt(0));
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
