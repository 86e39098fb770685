package dev.drlab.report.html;

import java.util.List;

/**
 * A cell or header of a table.
 *
 * @param text what it says
 * @param style {@code num} of figures, which stand to the right, or {@code txt}
 */
record Cell(String text, String style) {
    /** Each of the texts; those that start with {@code #} are figures. */
    static List<Cell> all(List<String> texts) {
        return texts.stream()
                .map(text -> text.startsWith("#") ? new Cell(text.substring(1), "num") : new Cell(text, "txt"))
                .toList();
    }
}
