package dev.drlab.lab.simulation.control.expression;

/**
 * A piece of an expression.
 *
 * @param text as written; empty at the end
 * @param start index of its first character in the expression
 */
record Token(Kind kind, String text, int start) {
    enum Kind {
        /** A bare word: keyword, function or attribute. */
        WORD,
        /** {@code #name}. */
        NAME,
        /** {@code :value}. */
        VALUE,
        /** An operator or a bracket. */
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    int end() {
        return start + text.length();
    }
}
