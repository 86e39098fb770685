package dev.drlab.infra.stacks;

import dev.drlab.contract.environment.Variables;
import dev.drlab.infra.stacks.config.ConfigParser;
import dev.drlab.infra.stacks.config.LabConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program behind {@code cdktf synth}. It reads cdktf.json in the working directory, or the file that the
 * environment variable {@code DRLAB_CONFIG} names, and writes the stacks to cdktf.out.
 */
public final class Main {
    private static final String USAGE = "takes no arguments, or: teardown DIRECTORY STAMP|none";
    private static final String NO_SNAPSHOTS = "none";

    private Main() {}

    /**
     * Without arguments, as {@code cdktf} calls it, it writes the stacks as they are deployed. With {@code teardown
     * DIRECTORY STAMP|none}, as only {@code stacks/destroy} calls it, it writes the stacks without their protections to
     * that directory. Exits with 1 when the configuration or an argument is refused, with the reasons on standard
     * error. Optional parts that the configuration leaves out, such as a public name or an address for alarms, are also
     * listed there.
     */
    public static void main(String[] args) throws IOException {
        LabConfig config;
        Optional<Teardown> teardown;
        try {
            config = ConfigParser.read(Path.of(System.getenv().getOrDefault(Variables.CONFIG, "cdktf.json")));
            teardown = args.length == 0 ? Optional.empty() : Optional.of(teardown(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Path directory = Path.of(teardown.isEmpty() ? "cdktf.out" : args[1]);
        List<String> stacks =
                DrlabApp.synth(config, directory, teardown.isEmpty() ? System.err::println : sentence -> {});
        if (teardown.isPresent()) {
            teardown.get().rewrite(directory, stacks);
        }
    }

    private static Teardown teardown(String... args) {
        if (args.length != 3 || !args[0].equals("teardown")) {
            throw new IllegalArgumentException(USAGE);
        }
        return new Teardown(Optional.of(args[2]).filter(stamp -> !stamp.equals(NO_SNAPSHOTS)));
    }
}
