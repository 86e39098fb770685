package dev.drlab.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory in which a script of this project runs among commands that stand for those that it calls. */
final class ScriptTree {
    private static final Path SOURCE = Path.of("..").toAbsolutePath().normalize();

    private final Path home;
    private final String script;

    /** Copies the script, and what it reads in, to {@code home}. */
    ScriptTree(Path home, String script) throws IOException {
        this.home = home;
        this.script = script;
        copy(script);
        copy("state-backend/lib.sh");
    }

    /** Copies a file of this project. */
    void copy(String file) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.copy(SOURCE.resolve(file), home.resolve(file));
    }

    /** Where something is, or is to be, in the tree. */
    Path path(String file) {
        return home.resolve(file);
    }

    /** A shell script; what is below {@code bin} comes first on the {@code PATH}. */
    void command(String file, String body) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + body + "\n");
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    /** For the body of a command: writes a line that {@link #calls()} has. */
    String note(String line) {
        return "echo \"" + line + "\" >>'" + home.resolve("calls") + "'";
    }

    /** The lines that commands have noted, in their order; empty when none has. */
    List<String> calls() throws IOException {
        Path calls = home.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** Runs the script to its end, without a terminal. */
    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", home.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().put("TF_PLUGIN_CACHE_DIR", home.resolve("plugins").toString());
        builder.environment().remove("DRLAB_STATE");
        int code = builder.start().waitFor();
        return new Result(code, Files.readString(output, StandardCharsets.UTF_8));
    }

    /**
     * How a run ended.
     *
     * @param output both of its streams
     */
    record Result(int exitCode, String output) {
        /** The last line, without the name that it begins with. */
        String lastSentence() {
            return output.strip().replaceFirst("(?s)^(.*\n)?\\w+: ", "");
        }
    }
}
