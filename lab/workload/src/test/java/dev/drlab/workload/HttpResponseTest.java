package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.workload.http.HttpResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void readsALengthInPiecesOfAnySize(int piece) throws IOException {
        HttpResponse response = new HttpResponse();
        assertThat(feed(response, "HTTP/1.1 201 Created\r\nX: y\r\ncontent-length: 5\r\n\r\nhello", piece))
                .isTrue();
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).asString().isEqualTo("hello");
        assertThat(response.keepAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void readsChunksInPiecesOfAnySize(int piece) throws IOException {
        HttpResponse response = new HttpResponse();
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        String text = head + "3\r\nhel\r\n2;ext=1\r\nlo\r\n0\r\n\r\n";
        assertThat(feed(response, text, piece)).isTrue();
        assertThat(response.body()).asString().isEqualTo("hello");
        assertThat(response.keepAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le"
            })
    void anEndBeforeTheResponseIsCompleteCompletesNothing(String text) throws IOException {
        HttpResponse response = new HttpResponse();
        assertThat(feed(response, text, 1000)).isFalse();
        assertThat(response.end()).isFalse();
    }

    @Test
    void withoutALengthTheEndOfTheConnectionEndsTheBody() throws IOException {
        HttpResponse response = new HttpResponse();
        assertThat(feed(response, "HTTP/1.1 200 OK\r\n\r\nhello", 1000)).isFalse();
        assertThat(response.end()).isTrue();
        assertThat(response.body()).asString().isEqualTo("hello");
        assertThat(response.keepAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n"
            })
    void whatIsNoResponseIsAnError(String text) {
        assertThatThrownBy(() -> feed(new HttpResponse(), text, 1000)).isInstanceOf(IOException.class);
    }

    private static boolean feed(HttpResponse response, String text, int piece) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean complete = false;
        for (int from = 0; from < bytes.length; from += piece) {
            complete = response.add(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)));
        }
        return complete;
    }
}
