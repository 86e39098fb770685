package dev.drlab.drill.files;

import dev.drlab.region.Identity;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The names of drills' executions: at most 80 characters, as Step Functions wants it, and each its own. */
public final class DrillNames {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private DrillNames() {}

    /** The record of a drill that begins. */
    public static DrillRecord record(
            String drill, String region, String peer, Identity identity, String project, String input, Instant start) {
        String name = "drill-" + drill + "-" + STAMP.format(start) + "-" + String.format("%08x", RANDOM.nextInt());
        return new DrillRecord(drill, region, peer, identity.account(), project, name, input, start.toString());
    }
}
