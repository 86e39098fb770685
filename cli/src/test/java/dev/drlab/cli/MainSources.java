package dev.drlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of the main code of every module that the reactor names. */
final class MainSources {
    static final Path HOME = Path.of("").toAbsolutePath().getParent();

    private static final String ROOT = "src/main/java";

    private MainSources() {}

    static List<Path> files() throws IOException {
        Set<String> modules = Pattern.compile("<module>([^<]+)</module>")
                .matcher(Files.readString(HOME.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Path> sources = new ArrayList<>();
        for (String module : modules) {
            Path main = HOME.resolve(module).resolve(ROOT);
            if (Files.isDirectory(main)) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    static String packageOf(Path source) {
        String path = source.getParent().toString();
        return path.substring(path.indexOf("/" + ROOT + "/") + ROOT.length() + 2)
                .replace('/', '.');
    }
}
