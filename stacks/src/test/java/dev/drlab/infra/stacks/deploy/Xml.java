package dev.drlab.infra.stacks.deploy;

import java.util.List;

/** Text for XML responses. */
final class Xml {
    private Xml() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    static String list(String name, String item, List<String> contents) {
        StringBuilder items = new StringBuilder();
        contents.forEach(content -> items.append(element(item, content)));
        return element(name, items.toString());
    }
}
