package dev.drlab.lab.simulation.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The list, on disk, of the children that a lab started. Each child is announced before it is started and its pid noted
 * after; both are fsynced, so a lab that is killed at any moment leaves a list by which its children are found. A child
 * that was announced only is found by the marker in its environment.
 */
final class ChildRegistry {
    private static final String ANNOUNCED = "announced";
    private static final String STARTED = "started";

    private final Path file;
    private final String bootId;

    ChildRegistry(Path file, String bootId) {
        this.file = file;
        this.bootId = bootId;
    }

    /** A child; without a pid when the lab died between the announcement and the note. */
    record Child(String id, String name, Optional<Path> ownedDirectory, Optional<Started> started) {}

    record Started(long pid, long startTicks) {}

    void announce(String id, ProcessSpec spec) throws IOException {
        append(
                ANNOUNCED,
                id,
                bootId,
                spec.name(),
                spec.ownedDirectory().map(Path::toString).orElse(""));
    }

    void started(String id, long pid, long startTicks) throws IOException {
        append(STARTED, id, Long.toString(pid), Long.toString(startTicks));
    }

    /** The children of this boot of the machine; those of an earlier one are gone with it. */
    Collection<Child> children() throws IOException {
        Map<String, Child> children = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split("\t", -1);
                if (fields[0].equals(ANNOUNCED) && fields.length == 5) {
                    Optional<Path> directory = fields[4].isEmpty() ? Optional.empty() : Optional.of(Path.of(fields[4]));
                    children.put(fields[1], new Child(fields[1], fields[3], directory, Optional.empty()));
                    if (!fields[2].equals(bootId)) {
                        children.remove(fields[1]);
                    }
                } else if (fields[0].equals(STARTED) && fields.length == 4) {
                    children.computeIfPresent(fields[1], (id, child) -> started(child, fields));
                } // anything else is a last line that was cut off while it was written
            }
        }
        return children.values();
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static Child started(Child child, String[] fields) {
        return new Child(
                child.id(),
                child.name(),
                child.ownedDirectory(),
                Optional.of(new Started(Long.parseLong(fields[2]), Long.parseLong(fields[3]))));
    }

    private synchronized void append(String... fields) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap((String.join("\t", fields) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }
}
