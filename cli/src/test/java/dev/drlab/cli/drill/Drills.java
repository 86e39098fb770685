package dev.drlab.cli.drill;

import dev.drlab.console.Terminal;
import dev.drlab.drill.DrillContext;
import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.move.DrillWaits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Runs {@code drill} command lines as {@code drlab} does, in surroundings of the test's own. */
final class Drills {
    static final DrillWaits QUICK = new DrillWaits(
            Duration.ofMillis(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));

    private final DrillContext context;

    /** Nobody looks for faults but in the drill's directory. */
    private static final Path NO_FAULTS = Path.of(System.getProperty("java.io.tmpdir"), "drlab-no-faults");

    /** How a command ended. */
    record Outcome(int code, String out, String err) {}

    Drills(DrillCloud cloud, DrillWaits waits, String... typed) {
        this(cloud, waits, NO_FAULTS, typed);
    }

    Drills(DrillCloud cloud, DrillWaits waits, Path faults, String... typed) {
        this(cloud, waits, faults, InstantSource.system(), typed);
    }

    /** On a machine with that wall clock. */
    Drills(DrillCloud cloud, DrillWaits waits, Path faults, InstantSource wall, String... typed) {
        Deque<String> lines = new ArrayDeque<>(List.of(typed));
        Terminal terminal = new Terminal() {
            @Override
            public boolean isInteractive() {
                return typed.length > 0;
            }

            @Override
            public Optional<String> ask(String question) {
                return Optional.ofNullable(lines.poll());
            }
        };
        context = new DrillContext(project -> cloud, terminal, wall, waits, faults);
    }

    Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(DrillCommand.class, new Factory());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private final class Factory implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.cast(type.getDeclaredConstructor(DrillContext.class).newInstance(context));
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }
}
