package dev.drlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the main code of every module that the root names, or one that it names. */
final class MainSources {
    static final Path HOME = Path.of("").toAbsolutePath().getParent();

    private static final String ROOT = "src/main/java";
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private MainSources() {}

    static List<Path> files() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : modules()) {
            sources.addAll(files(module));
        }
        return sources;
    }

    /** Of one module; none where it has no main code. */
    static List<Path> files(Path module) throws IOException {
        Path main = module.resolve(ROOT);
        if (!Files.isDirectory(main)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(main)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** Their directories, those of the release among them. */
    static Set<Path> modules() throws IOException {
        Set<Path> modules = new TreeSet<>();
        addModulesOf(HOME, modules);
        return modules;
    }

    private static void addModulesOf(Path parent, Set<Path> modules) throws IOException {
        List<MatchResult> named = MODULE.matcher(Files.readString(parent.resolve("pom.xml")))
                .results()
                .toList();
        for (MatchResult name : named) {
            Path module = parent.resolve(name.group(1));
            modules.add(module);
            addModulesOf(module, modules);
        }
    }

    static String packageOf(Path source) {
        String path = source.getParent().toString();
        return path.substring(path.indexOf("/" + ROOT + "/") + ROOT.length() + 2)
                .replace('/', '.');
    }
}
