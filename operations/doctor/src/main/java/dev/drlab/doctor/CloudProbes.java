package dev.drlab.doctor;

import dev.drlab.console.CannotRunException;
import dev.drlab.region.AwsCredentials;
import dev.drlab.region.RegionName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The needs of commands that act on AWS. Nothing of it is called. */
public final class CloudProbes {
    private CloudProbes() {}

    /**
     * Of this machine.
     *
     * @param built the day of the commit that this drlab was built from, when it is known: the clock cannot be before it
     */
    public static List<Probe> all(Map<String, String> environment, Programs programs, Optional<LocalDate> built) {
        return List.of(
                new Probe("credentials", Purpose.AWS, () -> credentials(AwsCredentials.missing())),
                new Probe("region", Purpose.AWS, () -> region(environment)),
                new Probe("clock", Purpose.AWS, () -> clock(Instant.now(), built, synchronised(programs))));
    }

    static Observation credentials(Optional<String> missing) {
        return missing.map(why -> Observation.missing(
                        why, "no command can act on AWS or look at it", "export AWS_PROFILE=NAME, or aws sso login"))
                .orElseGet(() -> Observation.ok("found; whether AWS takes them, drlab readiness REGION tells"));
    }

    static Observation region(Map<String, String> environment) {
        String name = environment.getOrDefault("AWS_REGION", "");
        if (name.isBlank()) {
            return Observation.ok("AWS_REGION is not set, and not needed: commands are told their region");
        }
        try {
            return Observation.ok("AWS_REGION is " + RegionName.require(name));
        } catch (CannotRunException e) {
            return Observation.warning(
                    "AWS_REGION: " + e.getMessage(),
                    "tools that take it from there find no endpoint",
                    "unset AWS_REGION, or name a region");
        }
    }

    /** The system's word on its clock: {@code yes}, {@code no}, or empty when it cannot be asked. */
    private static Optional<Boolean> synchronised(Programs programs) throws InterruptedException {
        return programs.output("timedatectl", "show", "--property=NTPSynchronized", "--value")
                .filter(answer -> answer.equals("yes") || answer.equals("no"))
                .map(answer -> answer.equals("yes"));
    }

    static Observation clock(Instant now, Optional<LocalDate> built, Optional<Boolean> synchronised) {
        String cost = "AWS refuses requests that are signed more than 5 min off, and lag is told by clocks";
        String mend = "timedatectl set-ntp true";
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (built.isPresent() && today.isBefore(built.get())) {
            return Observation.missing(now + ", before this drlab was built", cost, mend);
        }
        if (synchronised.isEmpty()) {
            return Observation.warning(now + "; whether it is synchronized, the system does not tell", cost, mend);
        }
        return synchronised.get()
                ? Observation.ok(now + ", synchronized")
                : Observation.warning(now + ", not synchronized", cost, mend);
    }
}
