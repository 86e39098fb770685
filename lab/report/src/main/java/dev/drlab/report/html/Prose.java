package dev.drlab.report.html;

import java.util.regex.Pattern;

/** Text to be read as a sentence. */
final class Prose {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d) (ms|s|min|h|%)(?![A-Za-z])");

    private Prose() {}

    /** The text, in which a line break may not part a number from its unit. */
    static String prose(String text) {
        return NUMBER_AND_UNIT.matcher(text).replaceAll("$1\u00a0$2");
    }
}
