package dev.drlab.console;

import java.util.List;

/**
 * Commands that a part of drlab adds where it is on the class path. Found by {@link java.util.ServiceLoader}, so that the
 * command line needs none of them.
 */
public interface CommandGroup {
    /** The commands' classes, as the command line's library takes them, in the order in which help shows them. */
    List<Class<?>> commands();

    /** The text of {@code --version} for this part, such as {@code PostgreSQL 17.11}. */
    String version();
}
