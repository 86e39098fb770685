package dev.drlab.lab.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.host.ProcFs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {
    @Test
    void staysClearOfThePortsOfOutgoingConnections() throws IOException {
        int first;
        try (BufferedReader range = Files.newBufferedReader(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))) {
            first = Integer.parseInt(range.readLine().strip().split("\\s+")[0]);
        }
        assertThat(ProcFs.firstEphemeralPort()).isEqualTo(first);
        for (int i = 0; i < 200; i++) {
            assertThat(LoopbackPort.free()).isBetween(10_000, first > 11_000 ? first - 1 : 65_535);
        }
    }

    @Test
    void aPortWithAListenerIsNotFree() throws IOException {
        int port = LoopbackPort.free();
        assertThat(LoopbackPort.isFree(port)).isTrue();
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(LoopbackPort.isFree(listener.getLocalPort())).isFalse();
        }
        assertThat(LoopbackPort.isFree(port)).isTrue();
    }

    @Test
    void bootIdIsRead() {
        assertThat(ProcFs.bootId()).matches("[0-9a-f-]{36}");
    }
}
