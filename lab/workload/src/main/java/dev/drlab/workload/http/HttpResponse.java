package dev.drlab.workload.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Gathers the bytes of one HTTP/1.1 response to a GET or POST until it is complete. */
public final class HttpResponse {
    private static final int MAX_BYTES = 1024 * 1024;

    private byte[] bytes = new byte[1024];
    private int size;
    private int headEnd = -1;
    private int status;
    private int contentLength = -1;
    private boolean chunked;
    private boolean keepAlive = true;
    private byte[] body;

    /** Takes what the buffer has; true once the response is complete. */
    public boolean add(ByteBuffer more) throws IOException {
        int count = more.remaining();
        if (size + count > MAX_BYTES) {
            throw new IOException("the response is longer than " + MAX_BYTES + " bytes");
        }
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
        more.get(bytes, size, count);
        size += count;
        return complete();
    }

    /** The connection ended; true if that completes the response. */
    public boolean end() {
        if (body == null && headEnd >= 0 && contentLength < 0 && !chunked) {
            body = Arrays.copyOfRange(bytes, headEnd, size);
        }
        keepAlive = false;
        return body != null;
    }

    /** The status code, 100 to 599. */
    public int status() {
        return status;
    }

    /** The body's bytes; empty when there is none. */
    public byte[] body() {
        return body;
    }

    /** True if the connection may carry another request. */
    public boolean keepAlive() {
        return keepAlive;
    }

    private boolean complete() throws IOException {
        if (headEnd < 0 && !readHead()) {
            return false;
        }
        if (chunked) {
            body = dechunk();
        } else if (contentLength >= 0 && size - headEnd >= contentLength) {
            body = Arrays.copyOfRange(bytes, headEnd, headEnd + contentLength);
        }
        return body != null;
    }

    private boolean readHead() throws IOException {
        int end = indexOf("\r\n\r\n", 0);
        if (end < 0) {
            return false;
        }
        String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        if (!lines[0].matches("HTTP/1\\.[01] [2-5][0-9][0-9]( .*)?")) {
            throw new IOException("not a final HTTP response: " + lines[0]);
        }
        status = Integer.parseInt(lines[0].substring(9, 12));
        keepAlive = lines[0].startsWith("HTTP/1.1");
        for (int i = 1; i < lines.length; i++) {
            readHeader(lines[i]);
        }
        if (status == 204 || status == 304) {
            contentLength = 0;
        }
        headEnd = end + 4;
        return true;
    }

    private void readHeader(String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IOException("not an HTTP header: " + line);
        }
        String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-length" -> contentLength = number(value, 10);
            case "transfer-encoding" -> chunked = value.endsWith("chunked");
            case "connection" -> keepAlive = keepAlive && !value.contains("close");
            default -> {
                // Nothing else matters to the traffic.
            }
        }
    }

    /** The body, or null while chunks are missing. */
    private byte[] dechunk() throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int at = headEnd;
        while (true) {
            int lineEnd = indexOf("\r\n", at);
            if (lineEnd < 0) {
                return null;
            }
            String line = new String(bytes, at, lineEnd - at, StandardCharsets.ISO_8859_1);
            int length = number(line.split(";", 2)[0].strip(), 16);
            at = lineEnd + 2;
            if (length == 0) {
                // Trailers, if any, end with an empty line.
                return indexOf("\r\n\r\n", lineEnd) < 0 ? null : joined.toByteArray();
            }
            if (size - at < length + 2) {
                return null;
            }
            joined.write(bytes, at, length);
            at += length + 2;
        }
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            int number = Integer.parseInt(digits, radix);
            if (number < 0 || number > MAX_BYTES) {
                throw new IOException("a length of " + number + " bytes is not within 0 to " + MAX_BYTES);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IOException("not a length: " + digits, e);
        }
    }

    private int indexOf(String ascii, int from) {
        for (int i = from; i <= size - ascii.length(); i++) {
            int j = 0;
            while (j < ascii.length() && bytes[i + j] == ascii.charAt(j)) {
                j++;
            }
            if (j == ascii.length()) {
                return i;
            }
        }
        return -1;
    }
}
