package dev.drlab.report.html;

import dev.drlab.report.html.markup.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The frame of a self-contained page: head, inline style sheet, body. */
final class HtmlPage {
    private HtmlPage() {}

    static String of(String title, Consumer<Markup> body) {
        Markup page = new Markup().doctype();
        page.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en").open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.leaf("title", title).style(styleSheet()).close();
        page.open("body").open("main");
        body.accept(page);
        return page.close().close().close().finish();
    }

    private static String styleSheet() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the class path; rebuild drlab");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read report.css from the class path", e);
        }
    }
}
