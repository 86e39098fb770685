package dev.drlab.report.picture;

/** One row of the picture; all lanes share the horizontal scale. */
interface Lane {
    /** The lane's title and how to read it. */
    String title();

    /** Height of the drawing without its title. */
    double height();

    /** Draws between {@code top} and {@code top + height()}. */
    void draw(Svg svg, double top);
}
