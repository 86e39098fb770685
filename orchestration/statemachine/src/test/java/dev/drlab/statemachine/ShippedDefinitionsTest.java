package dev.drlab.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.statemachine.lint.Lint;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every definition on the class path, the tests' sample among them, loads and passes the lint. */
class ShippedDefinitionsTest {
    private static final String FOLDER = "dev/drlab/statemachine";

    @TestFactory
    Stream<DynamicTest> passesTheLint() throws IOException, URISyntaxException {
        return definitions().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(Lint.check(Definition.load(file))).isEmpty()));
    }

    @Test
    void findsDefinitions() throws IOException, URISyntaxException {
        assertThat(definitions())
                .extracting(file -> file.getFileName().toString())
                .contains("sample.asl.json", "activate.asl.json");
    }

    private static List<Path> definitions() throws IOException, URISyntaxException {
        List<Path> files = new ArrayList<>();
        for (URL folder : Collections.list(Definition.class.getClassLoader().getResources(FOLDER))) {
            URI uri = folder.toURI();
            if (uri.getScheme().equals("file")) {
                try (Stream<Path> found = Files.list(Path.of(uri))) {
                    found.filter(file -> file.toString().endsWith(Definition.SUFFIX))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
