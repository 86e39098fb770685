package dev.drlab.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The engine that builds and keeps images: the engine that {@code images/build} takes in the same environment.
 *
 * @param program the command with its leading arguments, such as {@code podman --remote}
 * @param prefix before the name of an image that was built here
 */
public record ImageEngine(List<String> program, String prefix) {
    /** Docker, at the socket that its command finds. */
    public static final ImageEngine DOCKER = new ImageEngine(List.of("docker"), "");

    /** Podman behind a socket. It keeps what it builds itself below {@code localhost/}. */
    public static final ImageEngine PODMAN = new ImageEngine(List.of("podman", "--remote"), "localhost/");

    /** Checks that a program is named. */
    public ImageEngine {
        program = List.copyOf(program);
        if (program.isEmpty()) {
            throw new IllegalArgumentException("an engine needs a program");
        }
    }

    /** Podman where {@code CONTAINER_HOST} names its socket, otherwise Docker. */
    public static ImageEngine of(Map<String, String> environment) {
        return environment.getOrDefault("CONTAINER_HOST", "").isEmpty() ? DOCKER : PODMAN;
    }

    /** The name of its program, for people. */
    String name() {
        return program.get(0);
    }

    /** A command of the engine. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return command;
    }
}
