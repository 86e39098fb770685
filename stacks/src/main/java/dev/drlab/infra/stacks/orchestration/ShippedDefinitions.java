package dev.drlab.infra.stacks.orchestration;

import dev.drlab.statemachine.Definition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The definitions that ship with drlab: all files beside {@code activate}, so that a new one is deployed without
 * further change.
 */
public final class ShippedDefinitions {
    private static final String KNOWN = "activate" + Definition.SUFFIX;

    private ShippedDefinitions() {}

    /** All definitions, sorted by name. */
    public static List<Definition> all() {
        return names().stream().map(Definition::shipped).toList();
    }

    private static List<String> names() {
        URL known = Objects.requireNonNull(Definition.class.getResource(KNOWN), KNOWN);
        try {
            URI uri = known.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return namesBeside(Path.of(uri));
            }
            String[] parts = uri.toString().split("!", 2);
            try (FileSystem jar = FileSystems.newFileSystem(URI.create(parts[0]), Map.of())) {
                return namesBeside(jar.getPath(parts[1]));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is no URI: " + known, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the definitions beside " + known, e);
        }
    }

    private static List<String> namesBeside(Path definition) throws IOException {
        try (Stream<Path> files = Files.list(Objects.requireNonNull(definition.getParent(), "directory"))) {
            return files.map(file -> Objects.toString(file.getFileName()))
                    .filter(name -> name.endsWith(Definition.SUFFIX))
                    .map(name -> name.substring(0, name.length() - Definition.SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
