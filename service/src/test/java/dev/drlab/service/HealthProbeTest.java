package dev.drlab.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The image's health check: only an answer of 200 is health. */
class HealthProbeTest {
    @Test
    void itAsksTheTaskWhereItListens() {
        assertThat(HealthProbe.url(Map.of("DRLAB_PORT", "8080")))
                .isEqualTo(URI.create("http://127.0.0.1:8080/healthz"));
        assertThat(HealthProbe.url(Map.of("DRLAB_PORT", "9", "DRLAB_HOST", "127.0.0.9")))
                .isEqualTo(URI.create("http://127.0.0.9:9/healthz"));
        assertThatThrownBy(() -> HealthProbe.url(Map.of())).hasMessageContaining("DRLAB_PORT");
    }

    @Test
    void itTellsAnAnswerFromAFailureAndFromSilence() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/healthz", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        URI url = HealthProbe.url(
                Map.of("DRLAB_PORT", Integer.toString(server.getAddress().getPort())));
        assertThat(HealthProbe.status(url)).isEqualTo(503);
        server.stop(0);
        assertThatThrownBy(() -> HealthProbe.status(url)).isInstanceOf(IOException.class);
    }
}
