package dev.drlab.console;

import java.io.Console;
import java.util.Optional;

/** The process's own terminal. */
public final class SystemTerminal implements Terminal {
    /** That of this process. */
    public SystemTerminal() {}

    @Override
    public boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // since JDK 22 there may be a console without a terminal, which then says so
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public Optional<String> ask(String question) {
        return Optional.ofNullable(System.console().readLine("%s", question));
    }
}
