package dev.drlab.refusals;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The parts that decisions are made of. */
final class Rules {
    private Rules() {}

    static Optional<Refused> when(boolean refused, Refusal refusal, String message) {
        return refused ? Optional.of(new Refused(refusal, message)) : Optional.empty();
    }

    /** The first rule that refuses; those after it are not asked. */
    @SafeVarargs
    static Optional<Refused> first(Supplier<Optional<Refused>>... rules) {
        return Stream.of(rules).map(Supplier::get).flatMap(Optional::stream).findFirst();
    }
}
