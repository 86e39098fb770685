package dev.drlab.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command {@code images/build}, over the jars that this build of Maven has made. */
final class ImageBuild {
    /** Tag of the images for these tests. */
    static final String TAG = "it";

    private ImageBuild() {}

    /** Builds one image and answers its name, as an engine takes it. */
    static String of(String image) {
        return run(image).keySet().iterator().next();
    }

    /**
     * Builds images.
     *
     * @param arguments more options, and names of images
     * @return name to identity
     * @throws IllegalStateException with all that the command said, when it failed
     */
    static Map<String, String> run(String... arguments) {
        Path home = Path.of("").toAbsolutePath().getParent();
        List<String> command = new ArrayList<>(
                List.of(home.resolve("images").resolve("build").toString(), "--packaged", "--tag", TAG));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
            return identities(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while images were built", e);
        }
    }

    private static Map<String, String> identities(String said) {
        Map<String, String> identities = new LinkedHashMap<>();
        for (String line : said.lines().toList()) {
            String[] parts = line.split(" ");
            if (parts.length == 2 && parts[1].matches("[0-9a-f]{64}")) {
                identities.put(parts[0], parts[1]);
            }
        }
        if (identities.isEmpty()) {
            throw new IllegalStateException("images/build named no image: " + said);
        }
        return identities;
    }
}
