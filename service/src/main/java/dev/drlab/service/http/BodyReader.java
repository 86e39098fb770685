package dev.drlab.service.http;

import dev.drlab.service.request.ApiException;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Reads what clients send, within a size and a time. What breaks on the way is the client's error, not the service's. */
public final class BodyReader {
    /** The attribute of a request that its client broke off or sent in a form that is no HTTP. */
    public static final String BROKEN = "broken";

    /** The attribute of a request whose body was read to its end. */
    static final String TAKEN = "taken";

    private static final int CHUNK = 8192;

    private final Duration longest;

    /** @param longest how long a body may take */
    public BodyReader(Duration longest) {
        this.longest = longest;
    }

    /**
     * The body.
     *
     * @param most its greatest length, in bytes
     * @throws ApiException 413 when it is longer, 408 when it takes too long, 400 when it is broken
     */
    public byte[] read(Context ctx, int most) throws ApiException {
        long announced = ctx.req().getContentLengthLong();
        if (announced > most) {
            throw tooLong(most);
        }
        long began = System.nanoTime();
        try {
            byte[] body = SilentClients.within(longest, ctx.req(), () -> read(ctx, most, began));
            ctx.attribute(TAKEN, true);
            return body;
        } catch (IOException | RuntimeException e) { // the stream throws nothing else for what the client did
            throw isTimeout(e) || isLate(began)
                    ? late(ctx)
                    : broken(ctx, 400, "the body is cut off or not sent as HTTP says: " + e.getMessage());
        }
    }

    private byte[] read(Context ctx, int most, long began) throws IOException, ApiException {
        ByteArrayOutputStream body =
                new ByteArrayOutputStream((int) Math.max(ctx.req().getContentLengthLong(), 0));
        byte[] chunk = new byte[CHUNK];
        InputStream in = ctx.req().getInputStream();
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            body.write(chunk, 0, length);
            if (body.size() > most) {
                throw tooLong(most);
            }
            if (isLate(began)) {
                throw late(ctx);
            }
        }
        return body.toByteArray();
    }

    private boolean isLate(long began) {
        return System.nanoTime() - began > longest.toNanos();
    }

    private ApiException late(Context ctx) {
        return broken(ctx, 408, "the body was not sent within " + longest.toMillis() + " ms");
    }

    private static ApiException tooLong(int most) {
        return ApiException.rejected(413, "the body is longer than " + most + " bytes");
    }

    private static ApiException broken(Context ctx, int status, String message) {
        ctx.attribute(BROKEN, true);
        ctx.header("Connection", "close"); // where its next request would begin is not known
        return ApiException.rejected(status, message);
    }

    private static boolean isTimeout(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(TimeoutException.class::isInstance);
    }

    /**
     * The text of a body that must be UTF-8.
     *
     * @throws ApiException 400 when it is not: overlong forms and surrogates included, which some decoders take
     */
    public static String utf8(byte[] body) throws ApiException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw ApiException.rejected(400, "the body is not UTF-8");
        }
    }
}
