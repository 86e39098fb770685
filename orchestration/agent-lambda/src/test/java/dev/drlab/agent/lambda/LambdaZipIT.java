package dev.drlab.agent.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployable, as Lambda unpacks it. */
class LambdaZipIT {
    /** Lambda refuses more than 50 MB in a direct upload, and more than 250 MB unpacked (AWS Lambda quotas). */
    private static final long FAR_BELOW_THE_QUOTA = 60L * 1024 * 1024;

    private static final Path ZIP = Path.of(System.getProperty("lambda.zip"));

    @Test
    void itsHandlerLoadsFromItsOwnJarsAloneAndAsksForItsConfiguration(@TempDir Path directory) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(unpack(directory).toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> handler = loader.loadClass("dev.drlab.agent.lambda.LambdaHandler");
            assertThatThrownBy(() -> handler.getConstructor().newInstance())
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContainingAll("DRLAB_REGION", "DRLAB_DB_URL");
        }
    }

    @Test
    void theReadinessJobIsInItAndAsksForItsConfigurationToo(@TempDir Path directory) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(unpack(directory).toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> handler = loader.loadClass("dev.drlab.readiness.job.ReadinessHandler");
            assertThatThrownBy(() -> handler.getConstructor().newInstance())
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContainingAll("DRLAB_REGION", "DRLAB_PEER_REGION");
        }
    }

    @Test
    void itsEntriesDoNotTellWhenItWasBuilt() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    @Test
    void bringsOneHttpClientAndIsFarFromLambdasQuota() throws IOException {
        assertThat(Files.size(ZIP)).isLessThan(FAR_BELOW_THE_QUOTA);
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.contains("url-connection-client"))
                    .noneMatch(name -> name.contains("netty") || name.contains("apache-client"));
        }
    }

    /** The class path as Lambda makes it: the zip's root, and every jar in its lib directory. */
    private static List<URL> unpack(Path directory) throws IOException {
        List<URL> classPath = new ArrayList<>(List.of(directory.toUri().toURL()));
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                if (entry.getName().endsWith(".jar")) {
                    classPath.add(file.toUri().toURL());
                }
            }
        }
        return classPath;
    }
}
