package dev.drlab.lab.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where a running lab listens, and the token that it asks for; kept in the lab's directory, readable by its owner only.
 *
 * @param port on 127.0.0.1
 * @param token keeps other users and web pages out
 * @param pid of the lab
 */
record Address(int port, String token, long pid) {
    private static final String FILE = "remote.json";

    void write(Path home) throws IOException {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("port", port)
                .put("token", token)
                .put("pid", pid);
        Path temporary = home.resolve(FILE + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, json.toString());
        Files.move(temporary, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(FILE));
    }

    /** @throws LabException when no lab runs over that directory */
    static Address read(Path home) {
        try {
            var json = Json.mapper().readTree(Files.readString(home.resolve(FILE)));
            return new Address(
                    json.path("port").asInt(),
                    json.path("token").asText(),
                    json.path("pid").asLong());
        } catch (NoSuchFileException e) {
            throw noLab(home);
        } catch (IOException e) {
            throw new LabException("cannot read " + home.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    static LabException noLab(Path home) {
        Optional<Long> holder = LabHome.holder(home);
        if (holder.isPresent()) {
            return new LabException(
                    "the lab over " + home + " (pid " + holder.get() + ") takes no commands: it is starting"
                            + " or stopping, or is not one of 'drlab up'; try again when it says 'lab up'");
        }
        return new LabException("no lab is running over " + home + ": start one with 'drlab up' in another terminal");
    }
}
