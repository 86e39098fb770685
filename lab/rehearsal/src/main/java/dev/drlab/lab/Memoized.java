package dev.drlab.lab;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Makes a thing when it is first asked for, once. Safe for use by several threads.
 *
 * @param <T> what it makes
 */
final class Memoized<T> implements Supplier<T> {
    private final Supplier<? extends T> maker;
    private T made;

    Memoized(Supplier<? extends T> maker) {
        this.maker = Objects.requireNonNull(maker, "maker");
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = Objects.requireNonNull(maker.get(), "made");
        }
        return made;
    }
}
