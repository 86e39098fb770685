package dev.drlab.cli.lab.bench;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a bench keeps what it makes.
 *
 * @param home the lab's data; absolute
 * @param reports reports of rehearsals; absolute
 */
record BenchPlace(Path home, Path reports) {
    /** @throws IllegalArgumentException when one is not absolute */
    BenchPlace {
        requireAbsolute("home", home);
        requireAbsolute("reports", reports);
    }

    private static void requireAbsolute(String name, Path path) {
        if (!Objects.requireNonNull(path, name).isAbsolute()) {
            throw new IllegalArgumentException(name + " is " + path + "; it must be absolute");
        }
    }
}
