package dev.drlab.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Shows what is about to be done, and has a person confirm it by the region's name. */
public final class Consent {
    private final Terminal terminal;
    private final PrintWriter out;
    private final boolean given;

    /** {@code given}: nobody needs to be asked. */
    public Consent(Terminal terminal, PrintWriter out, boolean given) {
        this.terminal = terminal;
        this.out = out;
        this.given = given;
    }

    /** A line that names one fact about it. */
    public static String fact(String name, String value) {
        return String.format("  %-11s %s", name, value);
    }

    /** @throws CannotRunException if somebody would have to be asked and nobody is there */
    public void requirePossible() throws CannotRunException {
        if (!given && !terminal.isInteractive()) {
            throw new CannotRunException("there is no terminal to confirm on; look at it on one, or give --yes");
        }
    }

    /**
     * Shows the lines, and has the region's name typed.
     *
     * @throws CannotRunException if the person does not type it
     */
    public void require(List<String> lines, String region) throws CannotRunException {
        lines.forEach(out::println);
        out.flush();
        if (given) {
            return;
        }
        Optional<String> typed = terminal.ask("Type the region's name to go on: ");
        if (!typed.map(String::strip).equals(Optional.of(region))) {
            throw new CannotRunException("not confirmed: "
                    + typed.map(text -> "'" + text.strip() + "' is not " + region)
                            .orElse("the input ended")
                    + "; nothing was done");
        }
    }
}
