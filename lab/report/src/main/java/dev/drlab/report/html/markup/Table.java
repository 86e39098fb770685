package dev.drlab.report.html.markup;

import java.util.List;

/** A table with column headers, the first cell of each row being the row's header. */
public final class Table {
    private final Markup page;

    private Table(Markup page) {
        this.page = page;
    }

    /**
     * Opens a table that scrolls sideways in itself when the page is narrow.
     *
     * @param caption tells those who cannot see the page what the table holds
     * @param headers column headers; one that starts with {@code #} heads a column of figures
     */
    public static Table open(Markup page, String caption, String... headers) {
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        page.open("table").leaf("caption", caption).open("thead").open("tr");
        for (String header : headers) {
            boolean figures = header.startsWith("#");
            page.leaf("th", figures ? header.substring(1) : header, "scope", "col", "class", figures ? "num" : "txt");
        }
        page.close().close().open("tbody");
        return new Table(page);
    }

    /** A row of texts; those that start with {@code #} are figures. */
    public Table row(List<String> cells) {
        page.open("tr");
        page.leaf("th", cells.get(0), "scope", "row");
        for (String cell : cells.subList(1, cells.size())) {
            boolean figure = cell.startsWith("#");
            page.leaf("td", figure ? cell.substring(1) : cell, "class", figure ? "num" : "txt");
        }
        page.close();
        return this;
    }

    /** Ends the table. */
    public void close() {
        page.close().close().close();
    }
}
