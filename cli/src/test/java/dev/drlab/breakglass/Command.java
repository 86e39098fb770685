package dev.drlab.breakglass;

import dev.drlab.cli.breakglass.BreakGlassActivateCommand;
import dev.drlab.cli.breakglass.BreakGlassCommand;
import dev.drlab.cli.breakglass.BreakGlassReprotectCommand;
import dev.drlab.cli.breakglass.BreakGlassResumeCommand;
import dev.drlab.console.Terminal;
import dev.drlab.region.Cloud;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Runs {@code break-glass} command lines as {@code drlab} does, in surroundings of the test's own. */
final class Command {
    private final BreakGlassContext context;
    private final FakeTerminal terminal;

    /** How a command ended. */
    record Outcome(int code, String out, String err) {}

    /** A person who types what was put here; nobody, if {@code typed} is null. */
    private record FakeTerminal(Deque<String> typed) implements Terminal {
        @Override
        public boolean isInteractive() {
            return typed != null;
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.ofNullable(typed.poll());
        }
    }

    private Command(Cloud cloud, InstantSource clock, Path journals, FakeTerminal terminal) {
        this.terminal = terminal;
        this.context = new BreakGlassContext(cloud, terminal, clock, new Random(), journals);
    }

    /** Nobody sits at the terminal. */
    static Command unattended(Cloud cloud, InstantSource clock, Path journals) {
        return new Command(cloud, clock, journals, new FakeTerminal(null));
    }

    /** Somebody types these lines, then ends the input. */
    static Command attended(Cloud cloud, InstantSource clock, Path journals, String... lines) {
        return new Command(cloud, clock, journals, new FakeTerminal(new ArrayDeque<>(List.of(lines))));
    }

    Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(BreakGlassCommand.class, new Factory());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** True when everything that was to be typed was asked for. */
    boolean allTyped() {
        return terminal.typed().isEmpty();
    }

    private final class Factory implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == BreakGlassActivateCommand.class) {
                return type.cast(new BreakGlassActivateCommand(context));
            }
            if (type == BreakGlassReprotectCommand.class) {
                return type.cast(new BreakGlassReprotectCommand(context));
            }
            if (type == BreakGlassResumeCommand.class) {
                return type.cast(new BreakGlassResumeCommand(context));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
