package dev.drlab.service.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values of headers that several parts of the service read. */
public final class Headers {
    private static final String ANY_TYPE = "application/octet-stream";
    private static final Pattern TYPE = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private Headers() {}

    /** The body's type, as it will be given back; {@value #ANY_TYPE} when it is not said or not printable. */
    public static String contentType(Context ctx) {
        return Optional.ofNullable(ctx.req().getContentType())
                .filter(type -> TYPE.matcher(type).matches())
                .orElse(ANY_TYPE);
    }
}
