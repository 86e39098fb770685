package dev.drlab.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/**
 * The templates in {@code src/main/jte}, which the build compiles into this package. The engine escapes whatever they are
 * given, each by where it stands; no template puts anything out unescaped.
 */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), Templates.class.getPackageName());

    private Templates() {}

    /** Renders the template of that name with the parameters. */
    public static String render(String name, Map<String, Object> parameters) {
        TemplateOutput output = new StringOutput();
        ENGINE.render(name + ".jte", parameters, output);
        return legal(output.toString().strip()) + "\n";
    }

    /** Neither XML nor a reader can make anything of most control characters and of lone surrogates; the engine leaves them. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : 0xFFFD));
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && !isUnpaired(c));
    }

    private static boolean isUnpaired(int c) {
        return (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) || (c & 0xFFFE) == 0xFFFE;
    }
}
