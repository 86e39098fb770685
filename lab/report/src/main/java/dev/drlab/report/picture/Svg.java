package dev.drlab.report.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A picture as the few shapes that it is made of; the page's template writes them. A style is a class name in the page's
 * style sheet.
 */
public final class Svg {
    private final String id;
    private final double width;
    private final double height;
    private final String title;
    private final String description;
    private final List<Shape> shapes = new ArrayList<>();

    /** An empty picture, {@code id} being unique in the page. */
    Svg(String id, double width, double height, String title, String description) {
        this.id = id;
        this.width = width;
        this.height = height;
        this.title = title;
        this.description = description;
    }

    /** Something drawn; coordinates and lengths are {@link #number}s. */
    public sealed interface Shape {}

    /** A straight line. */
    public record Line(String style, String x1, String y1, String x2, String y2) implements Shape {}

    /** A rectangle; a tooltip is shown when it is pointed at, null is none. */
    public record Rect(String style, String x, String y, String width, String height, String tooltip)
            implements Shape {}

    /** Lines and areas, as commands of SVG. */
    public record Path(String style, String commands) implements Shape {}

    /** A text. */
    public record Text(String style, String x, String y, String text) implements Shape {}

    /** Unique in the page. */
    public String id() {
        return id;
    }

    /** Its width. */
    public String width() {
        return number(width);
    }

    /** Its height. */
    public String height() {
        return number(height);
    }

    /** Its title, in few words. */
    public String title() {
        return title;
    }

    /** Its description, for those who cannot see it. */
    public String description() {
        return description;
    }

    /** The shapes in the order in which they were drawn: later ones cover earlier ones. */
    public List<Shape> shapes() {
        return Collections.unmodifiableList(shapes);
    }

    /** A coordinate or length with at most two decimals. */
    public static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        String trimmed = text.replaceAll("\\.?0+$", "");
        return trimmed.equals("-0") ? "0" : trimmed;
    }

    void horizontal(String style, double left, double right, double y) {
        line(style, left, y, right, y);
    }

    void vertical(String style, double x, double top, double bottom) {
        line(style, x, top, x, bottom);
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        shapes.add(new Line(style, number(x1), number(y1), number(x2), number(y2)));
    }

    void rect(String style, double x, double y, double width, double height) {
        bar(style, x, y, width, height, null);
    }

    /** A rectangle that shows a text when it is pointed at. */
    void bar(String style, double x, double y, double width, double height, String tooltip) {
        shapes.add(new Rect(style, number(x), number(y), number(width), number(height), tooltip));
    }

    /** Nothing is drawn for an empty path. */
    void path(String style, String commands) {
        if (!commands.isEmpty()) {
            shapes.add(new Path(style, commands));
        }
    }

    void text(String style, double x, double y, String text) {
        shapes.add(new Text(style, number(x), number(y), text));
    }
}
