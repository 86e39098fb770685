package dev.drlab.lab.simulation.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of a control table in a file, as DynamoDB's JSON; replaced as a whole.
 *
 * <p>The content is forced to disk before the rename, the directory is not: the lab kills processes, not the machine, and
 * a second flush would double the time of each write.
 */
final class ItemFile {
    private static final ObjectMapper JSON = Json.mapper();

    private final Path file;
    private final Path next;

    ItemFile(Path file) {
        this.file = file.toAbsolutePath();
        this.next = this.file.resolveSibling(file.getFileName() + ".next");
    }

    /** By key; empty when the file does not exist. */
    Map<String, Map<String, AttributeValue>> read() throws IOException {
        if (Files.notExists(file)) {
            return Map.of();
        }
        try {
            Map<String, Map<String, AttributeValue>> items = new HashMap<>();
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                items.put(entry.getKey(), ItemJson.item(entry.getValue()));
            }
            return items;
        } catch (JsonProcessingException | ItemJson.MalformedException e) {
            throw new IOException(
                    file + " is not a control table's file (" + e.getMessage() + "); move it away to start empty", e);
        }
    }

    void write(Map<String, Map<String, AttributeValue>> items) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        new TreeMap<>(items).forEach((key, item) -> root.set(key, ItemJson.json(item)));
        ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(root));
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
