package dev.drlab.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives the labs of integration tests the class-data archive that the launcher gives to a lab: a task's JVM starts with half
 * the processor time. One archive for all JVMs of the tests, of the jars on their class path: an archive takes no directories.
 * Tests run without one where none can be made.
 */
public final class TaskClassData implements BeforeAllCallback {
    private static final Path ARCHIVE = Path.of("target", "tasks.jsa").toAbsolutePath();
    private static final long LIMIT_SECONDS = 120;
    /** A task that finds neither database nor control table, as in the launcher. */
    private static final Map<String, String> NOWHERE = Map.ofEntries(
            Map.entry("DRLAB_REGION", "us-west-2"),
            Map.entry("DRLAB_PEER_REGION", "ap-southeast-2"),
            Map.entry("DRLAB_HOST", "127.0.0.1"),
            Map.entry("DRLAB_PORT", "0"),
            Map.entry("DRLAB_DB_URL", "jdbc:postgresql://127.0.0.1:1/none"),
            Map.entry("DRLAB_DB_WRITER_PASSWORD", "none"),
            Map.entry("DRLAB_DB_READER_PASSWORD", "none"),
            Map.entry("DRLAB_CONTROL_TABLE", "none"),
            Map.entry("DRLAB_CONTROL_ENDPOINT", "http://127.0.0.1:1"),
            Map.entry("DRLAB_PEER_CONTROL_ENDPOINT", "http://127.0.0.1:1"),
            Map.entry("DRLAB_PEER_URL", "http://127.0.0.1:1"),
            Map.entry("DRLAB_FORWARD_SECRET", "none-none-none-none-none-none-none"),
            Map.entry("AWS_ACCESS_KEY_ID", "none"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "none"),
            Map.entry("AWS_EC2_METADATA_DISABLED", "true"));

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getSimpleName().endsWith("IT")) {
            context.getRoot()
                    .getStore(Namespace.create(TaskClassData.class))
                    .getOrComputeIfAbsent(ARCHIVE, archive -> offered());
        }
    }

    /** Tells this JVM's labs of the archive, which it makes if no other JVM has; true when there is one. */
    private static boolean offered() {
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        try (FileChannel lock = FileChannel.open(
                        ARCHIVE.resolveSibling("tasks.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (!isNewer(jars)) {
                make(classPath);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!Files.isReadable(ARCHIVE)) {
            return false;
        }
        System.setProperty("drlab.cds", ARCHIVE.toString());
        System.setProperty("drlab.cds.classpath", classPath);
        return true;
    }

    private static boolean isNewer(List<Path> jars) throws IOException {
        if (!Files.exists(ARCHIVE)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(ARCHIVE);
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void make(String classPath) throws IOException, InterruptedException {
        Path made = ARCHIVE.resolveSibling("tasks.jsa.new");
        ProcessBuilder training = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ArchiveClassesAtExit=" + made,
                "-Xlog:disable",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "dev.drlab.service.Main");
        training.environment().putAll(NOWHERE);
        Process task = training.redirectErrorStream(true).start();
        // Its end is the output's end.
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(task::destroyForcibly);
        try (var output = task.inputReader()) {
            String line;
            do { // both loops of the guard have asked once
                line = output.readLine();
            } while (line != null && !line.contains("peer-record"));
            task.toHandle().destroy(); // leaves the output open
            while (output.readLine() != null) {
                // until the archive is written
            }
        }
        task.waitFor();
        if (Files.exists(made)) {
            Files.move(made, ARCHIVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
