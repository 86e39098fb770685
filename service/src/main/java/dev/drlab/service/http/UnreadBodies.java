package dev.drlab.service.http;

import dev.drlab.service.request.ApiException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/**
 * Answers a request whose body was not read, and only then takes what the client still sends of it. A connection that is
 * closed with bytes unread is reset, and a reset can take the answer from a client that has not read it yet (RFC 9112,
 * 9.6).
 */
public final class UnreadBodies {
    private static final int CHUNK = 64 * 1024;

    private final ClientLimits limits;

    /** Takes at most as much as the limits say. */
    public UnreadBodies(ClientLimits limits) {
        this.limits = limits;
    }

    /** To be called when the answer is ready. The connection ends after such a request. */
    public void answerAndTake(Context ctx) throws IOException {
        if (!hasBody(ctx) || ctx.attribute(BodyReader.TAKEN) != null || ctx.attribute(BodyReader.BROKEN) != null) {
            return;
        }
        ctx.header("Connection", "close");
        if (ctx.header("Expect") != null) { // the client waits to be asked for its body, and is not
            return;
        }
        InputStream answer = ctx.resultInputStream();
        byte[] bytes = answer == null ? new byte[0] : answer.readAllBytes();
        ctx.res().setContentLength(bytes.length);
        ctx.res().getOutputStream().write(bytes);
        ctx.res().flushBuffer();
        ctx.result(new byte[0]);
        try {
            InputStream rest = ctx.req().getInputStream();
            SilentClients.within(limits.linger(), ctx.req(), () -> take(rest));
        } catch (IOException | RuntimeException | ApiException e) {
            ctx.attribute(BodyReader.BROKEN, true); // it has its answer, and sends no more
        }
    }

    private static boolean hasBody(Context ctx) {
        return ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
    }

    private long take(InputStream rest) throws IOException {
        long began = System.nanoTime();
        byte[] chunk = new byte[CHUNK];
        long taken = 0;
        while (taken < limits.lingerBytes()
                && System.nanoTime() - began < limits.linger().toNanos()) {
            int length = rest.read(chunk);
            if (length < 0) {
                return taken;
            }
            taken += length;
        }
        return taken;
    }
}
