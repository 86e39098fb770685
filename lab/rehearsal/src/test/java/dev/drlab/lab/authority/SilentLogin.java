package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that begins a login and says no more: it holds a drain up until authentication_timeout ends it. */
final class SilentLogin implements AutoCloseable {
    private final Socket socket;

    private SilentLogin(Socket socket) {
        this.socket = socket;
    }

    /** Returns when the server has asked for the password. */
    static SilentLogin to(Region region) throws IOException {
        Socket socket = new Socket("127.0.0.1", region.databasePort());
        byte[] parameters = "user\0drlab_reader\0database\0drlab\0\0".getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(8 + parameters.length);
        out.writeInt(3 << 16); // the protocol's version
        out.write(parameters);
        out.flush();
        assertThat(socket.getInputStream().read())
                .as("an authentication request")
                .isEqualTo('R');
        return new SilentLogin(socket);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
