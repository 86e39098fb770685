import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints the numbers, booleans and strings of a JSON file as {@code path=value} lines, so that a shell script can gate on
 * them without a JSON tool. Run as {@code java .ci/Flatten.java FILE}. Takes valid JSON; strings are printed as written.
 */
final class Flatten {
    private final String text;
    private int at;

    private Flatten(String text) {
        this.text = text;
    }

    public static void main(String[] arguments) throws Exception {
        new Flatten(Files.readString(Path.of(arguments[0]))).value("");
    }

    private void value(String path) {
        switch (peek()) {
            case '{' -> members(path);
            case '[' -> elements(path);
            case '"' -> System.out.println(path + "=" + string());
            default -> System.out.println(path + "=" + literal());
        }
    }

    private void members(String path) {
        at++;
        while (peek() != '}') {
            String name = string();
            expect(':');
            value(path.isEmpty() ? name : path + "." + name);
            if (peek() == ',') {
                at++;
            }
        }
        at++;
    }

    private void elements(String path) {
        at++;
        for (int index = 0; peek() != ']'; index++) {
            value(path + "." + index);
            if (peek() == ',') {
                at++;
            }
        }
        at++;
    }

    private String string() {
        expect('"');
        int start = at;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return text.substring(start, at++);
    }

    private String literal() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("not JSON at character " + at);
        }
        return text.substring(start, at);
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new IllegalArgumentException("expected " + wanted + " at character " + at);
        }
        at++;
    }
}
