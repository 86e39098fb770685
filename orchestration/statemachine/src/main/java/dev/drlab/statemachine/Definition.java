package dev.drlab.statemachine;

import dev.drlab.contract.digest.Sha256;
import dev.drlab.statemachine.model.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A state machine: its bytes, their hash, and what was read from them. Two definitions with the same hash are the same
 * document, so a report's hash says which document was rehearsed.
 *
 * @param name the file's name without {@code .asl.json}
 * @param json the exact text
 * @param sha256 of the exact bytes, lower-case hex
 * @param machine what the runner executes; every expression in it is compiled
 */
public record Definition(String name, String json, String sha256, Machine machine) {
    /** The file name's ending. */
    public static final String SUFFIX = ".asl.json";

    /** @throws NullPointerException if a component is null */
    public Definition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(machine, "machine");
    }

    /**
     * The definition that ships with drlab as {@code NAME.asl.json}.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws DefinitionException if it uses what the runner does not support
     */
    public static Definition shipped(String name) {
        String resource = name + SUFFIX;
        try (InputStream in = Definition.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no definition '" + resource + "' ships with drlab");
            }
            return parse(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shipped definition " + resource, e);
        }
    }

    /**
     * Reads a definition from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws DefinitionException if it uses what the runner does not support
     */
    public static Definition load(Path file) throws IOException {
        return parse(nameOf(file), Files.readAllBytes(file));
    }

    /**
     * Reads a definition from its bytes (UTF-8).
     *
     * @throws DefinitionException if it uses what the runner does not support
     */
    public static Definition parse(String name, byte[] bytes) {
        String json = new String(bytes, StandardCharsets.UTF_8);
        DefinitionParser.Parsed parsed = DefinitionParser.parse(json);
        List<Finding> findings = parsed.findings();
        if (!findings.isEmpty()) {
            throw new DefinitionException(name, findings);
        }
        return new Definition(name, json, Sha256.hex(bytes), parsed.machine().orElseThrow());
    }

    /** Why {@code json} would be refused; empty for a definition that the runner runs. The lint finds more. */
    public static List<Finding> refusals(String json) {
        return DefinitionParser.parse(json).findings();
    }

    private static String nameOf(Path file) {
        String fileName =
                Objects.requireNonNull(file.getFileName(), "file name").toString();
        return fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
    }
}
