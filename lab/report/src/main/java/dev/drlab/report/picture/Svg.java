package dev.drlab.report.picture;

import dev.drlab.report.html.markup.Markup;

/** The few shapes that the pictures are made of. A style is a class name in the page's style sheet. */
final class Svg {
    private final Markup page;

    Svg(Markup page) {
        this.page = page;
    }

    /** Opens the picture, {@code id} being unique in the page. */
    void open(String id, double width, double height, String title, String description) {
        String box = "0 0 " + Markup.number(width) + " " + Markup.number(height);
        String namespace = "http://www.w3.org/2000/svg";
        String names = id + "-title " + id + "-desc";
        page.open("svg", "xmlns", namespace, "viewBox", box, "role", "img", "aria-labelledby", names);
        page.leaf("title", title, "id", id + "-title");
        page.leaf("desc", description, "id", id + "-desc");
    }

    void close() {
        page.close();
    }

    void horizontal(String style, double left, double right, double y) {
        line(style, left, y, right, y);
    }

    void vertical(String style, double x, double top, double bottom) {
        line(style, x, top, x, bottom);
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        String[] at = numbers(x1, y1, x2, y2);
        page.empty("line", "class", style, "x1", at[0], "y1", at[1], "x2", at[2], "y2", at[3]);
    }

    void rect(String style, double x, double y, double width, double height) {
        String[] at = numbers(x, y, width, height);
        page.empty("rect", "class", style, "x", at[0], "y", at[1], "width", at[2], "height", at[3]);
    }

    /** A rectangle that shows a text when it is pointed at. */
    void bar(String style, double x, double y, double width, double height, String tooltip) {
        String[] at = numbers(x, y, width, height);
        page.open("rect", "class", style, "x", at[0], "y", at[1], "width", at[2], "height", at[3], "rx", "1.5");
        page.leaf("title", tooltip).close();
    }

    /** Nothing is drawn for an empty path. */
    void path(String style, String commands) {
        if (!commands.isEmpty()) {
            page.empty("path", "class", style, "d", commands);
        }
    }

    void text(String style, double x, double y, String text) {
        page.leaf("text", text, "class", style, "x", Markup.number(x), "y", Markup.number(y));
    }

    private static String[] numbers(double a, double b, double c, double d) {
        return new String[] {Markup.number(a), Markup.number(b), Markup.number(c), Markup.number(d)};
    }
}
