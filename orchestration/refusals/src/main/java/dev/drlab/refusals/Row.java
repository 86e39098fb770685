package dev.drlab.refusals;

import java.util.Objects;

/**
 * A row of the table.
 *
 * @param calls the service as AWS's endpoints spell it, a colon, and its operations
 * @param condition when the call is refused, in words
 * @param code the error's code as it comes over the wire
 * @param status the answer's HTTP status, 400 to 499
 * @param source the address of the page or thread that says so
 */
public record Row(String calls, String condition, String code, int status, String source) {
    /** Where rows' sources begin. */
    static final String GITHUB = "https://github.com/";

    /** Where AWS's documentation begins. */
    static final String AWS = "https://docs.aws.amazon.com/";

    /** Nothing may be null. */
    public Row {
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(source, "source");
        if (status < 400 || status > 499) {
            throw new IllegalArgumentException(status + " is no status of a refusal: give 400 to 499");
        }
    }

    /** As a line of a Markdown table, which begins with {@code name}. */
    public String markdown(String name) {
        return "| `" + name + "` | " + calls + " | " + condition + " | `" + code + "` (" + status + ") | [source]("
                + source + ") |";
    }
}
