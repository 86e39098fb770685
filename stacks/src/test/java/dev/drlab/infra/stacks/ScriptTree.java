package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory in which a script of this project runs. Test commands replace the commands that it calls. */
final class ScriptTree {
    private static final Path SOURCE = Path.of("..").toAbsolutePath().normalize();

    private final Path home;
    private final String script;

    /** Copies the script, and the files that it reads, to {@code home}. */
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

    /** Path of an existing or future file in the tree. */
    Path path(String file) {
        return home.resolve(file);
    }

    /** Adds a shell script as a command. Commands below {@code bin} come first on the {@code PATH}. */
    void command(String file, String body) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + body + "\n");
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    /** Shell code for a command's body that records a line for {@link #calls()}. */
    String note(String line) {
        return "echo \"" + line + "\" >>'" + home.resolve("calls") + "'";
    }

    /** The lines that commands have recorded, in their order; empty if none. */
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
     * The result of a run.
     *
     * @param exitCode of the script
     * @param output both of its streams
     */
    record Result(int exitCode, String output) {
        /** The last line without the script's name at its beginning. */
        String lastSentence() {
            return output.strip().replaceFirst("(?s)^(.*\n)?\\w+: ", "");
        }
    }
}
