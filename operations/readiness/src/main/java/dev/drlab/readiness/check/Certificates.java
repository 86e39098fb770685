package dev.drlab.readiness.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The meaning of the end of a certificate's time. */
final class Certificates {
    private Certificates() {}

    /** {@code soon}: how long before its end a certificate is a warning. */
    static Seen judge(Instant now, Instant end, Duration soon, String which, String remedy) {
        if (!end.isAfter(now)) {
            return Seen.wrong(Finding.blocks(which + " expired at " + end, remedy));
        }
        Duration left = Duration.between(now, end);
        String fact = which + " holds until " + end;
        return left.compareTo(soon) < 0
                ? new Seen(
                        fact,
                        List.of(Finding.warns(which + " expires in " + left.toDays() + " days, at " + end, remedy)))
                : Seen.right(fact);
    }
}
