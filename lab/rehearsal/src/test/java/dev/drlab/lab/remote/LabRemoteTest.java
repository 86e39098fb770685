package dev.drlab.lab.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers to requests whose lab ends. */
class LabRemoteTest {
    private static final String EVENT =
            "{\"seq\":1,\"at\":\"2026-01-31T12:00:00Z\",\"type\":\"StateEntered\",\"state\":\"Check\",\"detail\":{}}\n";

    @TempDir
    private Path home;

    @Test
    void aLabThatEndsInTheMiddleOfAnExecutionIsSaidToBeGone() throws Exception {
        try (ServerSocket lab = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Address(lab.getLocalPort(), "token", 4711).write(home);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> answerWithOneEventAndEnd(lab));
            List<String> states = new ArrayList<>();
            assertThatThrownBy(() -> new LabRemote(home)
                            .execute(
                                    "activate",
                                    JsonNodeFactory.instance.objectNode(),
                                    event -> states.add(event.state())))
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("the lab (pid 4711) went away before it answered: ")
                    .hasMessageNotContaining("Exception");
            assertThat(states).containsExactly("Check");
            served.join();
        }
    }

    @Test
    void aLabThatIsStartingIsNotSaidToBeMissing() throws IOException {
        LabRemote remote = new LabRemote(home);
        try (LabHome starting = LabHome.open(home)) {
            assertThatThrownBy(() -> remote.call("status", JsonNodeFactory.instance.objectNode()))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining(
                            "(pid " + ProcessHandle.current().pid() + ") takes no commands: it is starting");
        }
        assertThatThrownBy(() -> remote.call("status", JsonNodeFactory.instance.objectNode()))
                .hasMessageStartingWith("no lab is running");
        Files.writeString(home.resolve("lab.pid"), ProcessHandle.current().pid() + " 1 another-boot");
        assertThatThrownBy(() -> remote.call("status", JsonNodeFactory.instance.objectNode()))
                .hasMessageStartingWith("no lab is running");
    }

    private static void answerWithOneEventAndEnd(ServerSocket lab) {
        try (Socket caller = lab.accept()) {
            byte[] request = new byte[4096];
            int length = caller.getInputStream().read(request);
            assertThat(length).isPositive();
            String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n";
            caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError("the caller did not come", e);
        }
    }
}
