package dev.drlab.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs on a search path. */
public final class Programs {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    private final List<Path> places;

    /** In that order. */
    public Programs(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** Those of {@code PATH}. */
    public static Programs of(Map<String, String> environment) {
        return new Programs(Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(place -> !place.isBlank())
                .map(Path::of)
                .toList());
    }

    /** The first of that name that may be executed. */
    public Optional<Path> find(String name) {
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * The output of a program, on either stream; empty when there is none of that name or it fails.
     *
     * @throws InterruptedException if the thread is interrupted; the program is ended then
     */
    public Optional<String> output(String name, String... arguments) throws InterruptedException {
        Optional<Path> program = find(name);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = Stream.concat(Stream.of(program.get().toString()), Arrays.stream(arguments))
                .toList();
        try {
            return output(command);
        } catch (IOException e) {
            return Optional.empty(); // of another architecture, say
        }
    }

    private static Optional<String> output(List<String> command) throws IOException, InterruptedException {
        Path file = Files.createTempFile("drlab-doctor", ".txt");
        Process process = null;
        try {
            process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(file.toFile())
                    .start();
            return process.waitFor() == 0
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                    : Optional.empty();
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(file);
        }
    }

    /** The first version in a program's output. */
    public Optional<Version> version(String name, String... arguments) throws InterruptedException {
        return output(name, arguments).flatMap(text -> {
            Matcher version = VERSION.matcher(text);
            return version.find() ? Optional.of(Version.parse(version.group())) : Optional.empty();
        });
    }
}
