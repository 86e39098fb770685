package dev.drlab.manual;

import dev.drlab.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the pages of manual as AsciiDoc, one a command, and the completion for bash and zsh. */
public final class Manual {
    private static final String NAME = "drlab";
    /** zsh reads it as a function of its own, and bash's completion works in it. */
    private static final String ZSH = """
            #compdef drlab
            autoload -Uz bashcompinit && bashcompinit
            source "${${(%%):-%%x}:A:h}/drlab.bash"
            _bash_complete -o default -F _complete_%s %s
            """;

    private Manual() {}

    /** Into the directory that is the only argument: {@code man} and {@code completion}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("name one directory to write to");
        }
        write(Path.of(arguments[0]));
    }

    private static void write(Path directory) throws IOException {
        CommandLine command = Main.commandLine();
        Path pages = Files.createDirectories(directory.resolve("man"));
        writePages(pages, command.getCommandSpec());
        Path completion = Files.createDirectories(directory.resolve("completion"));
        Files.writeString(completion.resolve(NAME + ".bash"), AutoComplete.bash(NAME, command), StandardCharsets.UTF_8);
        Files.writeString(completion.resolve("_" + NAME), ZSH.formatted(NAME, NAME), StandardCharsets.UTF_8);
    }

    private static void writePages(Path directory, CommandSpec command) {
        try {
            int code = ManPageGenerator.generateManPage(directory.toFile(), null, new boolean[0], true, command);
            if (code != 0) {
                throw new IllegalStateException("no manual could be written for " + command.qualifiedName());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
