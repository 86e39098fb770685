package dev.drlab.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.console.RunningLab;
import dev.drlab.lab.remote.LabRemote;
import java.nio.file.Path;

/** Asks over the port that the lab wrote into its directory. */
public final class LabOfThisMachine implements RunningLab {
    /** For {@link java.util.ServiceLoader}. */
    public LabOfThisMachine() {}

    @Override
    public JsonNode ask(Path home, String verb, ObjectNode body) throws InterruptedException {
        return new LabRemote(home.toAbsolutePath().normalize()).call(verb, body);
    }
}
