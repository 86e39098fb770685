package dev.drlab.service.objects;

import dev.drlab.service.request.ApiException;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/** Reads and checks what clients send to {@code /objects}. */
public final class ObjectRequests {
    /** The largest object, in bytes. */
    public static final int LARGEST_OBJECT = 2 * 1024 * 1024;
    /** Keys below this prefix are the verifier's. */
    static final String RESERVED = "drlab-canary/";

    /** S3's safe characters; no empty, {@code .} or {@code ..} part, which some clients would resolve. */
    private static final Pattern KEY = Pattern.compile(
            "(?=.{1,512}$)(?:(?!\\.{1,2}(?:/|$))[A-Za-z0-9!_.*'()-]+)(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9!_.*'()-]+)*");

    private ObjectRequests() {}

    /** The key in the path. */
    static String key(Context ctx) throws ApiException {
        String key = ctx.pathParam("key");
        if (!KEY.matcher(key).matches()) {
            throw ApiException.rejected(
                    400,
                    "the key must be 1 to 512 characters of letters, digits and !_.*'()- in parts joined by single"
                            + " slashes, none of them . or ..");
        }
        return key;
    }

    /** The same for an object that is to be written. */
    static String keyToWrite(Context ctx) throws ApiException {
        String key = key(ctx);
        if (key.startsWith(RESERVED)) {
            throw ApiException.rejected(400, "keys below " + RESERVED + " are the verifier's; use another");
        }
        return key;
    }
}
