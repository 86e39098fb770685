package dev.drlab.infra.data.database;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When RDS works on a database by itself, in UTC. What is left out RDS draws at random, and anew for each replica (Amazon
 * RDS API, CreateDBInstance and ModifyDBInstance, {@code PreferredBackupWindow} and {@code PreferredMaintenanceWindow}).
 *
 * @param backup of the automated backup, each day: {@code hh24:mi-hh24:mi}, 30 minutes or more
 * @param maintenance of upgrades, each week: {@code ddd:hh24:mi-ddd:hh24:mi} in lower case, as the provider compares it; 30
 *     minutes or more, less than a day; not at the time of day of the backup
 */
public record DatabaseWindows(String backup, String maintenance) {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final int SHORTEST = 30;
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private static final String TIME = "([01][0-9]|2[0-3]):([0-5][0-9])";
    private static final Pattern DAILY = Pattern.compile(TIME + "-" + TIME);
    private static final Pattern WEEKLY = Pattern.compile("([a-z]{3}):" + TIME + "-([a-z]{3}):" + TIME);

    /** @throws IllegalArgumentException if one is malformed or too short, or if they overlap on the day of maintenance */
    public DatabaseWindows {
        Matcher daily = DAILY.matcher(Objects.requireNonNull(backup, "backup"));
        Matcher weekly = WEEKLY.matcher(Objects.requireNonNull(maintenance, "maintenance"));
        require(daily.matches(), "backup", backup, "it must be hh24:mi-hh24:mi");
        require(
                weekly.matches() && DAYS.contains(weekly.group(1)) && DAYS.contains(weekly.group(4)),
                "maintenance",
                maintenance,
                "it must be ddd:hh24:mi-ddd:hh24:mi, in lower case");
        int backupStart = minuteOfDay(daily, 1);
        int backupMinutes = Math.floorMod(minuteOfDay(daily, 3) - backupStart, DAY);
        require(backupMinutes >= SHORTEST, "backup", backup, "it must last 30 minutes or more");
        int start = DAYS.indexOf(weekly.group(1)) * DAY + minuteOfDay(weekly, 2);
        int minutes = Math.floorMod(DAYS.indexOf(weekly.group(4)) * DAY + minuteOfDay(weekly, 5) - start, 7 * DAY);
        require(
                minutes >= SHORTEST && minutes < DAY,
                "maintenance",
                maintenance,
                "it must last 30 minutes or more, and less than a day");
        require(
                Math.floorMod(start - backupStart, DAY) >= backupMinutes
                        && Math.floorMod(backupStart - start, DAY) >= minutes,
                "maintenance",
                maintenance,
                "it must not overlap the backup window, " + backup);
    }

    private static void require(boolean holds, String name, String value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "%s is \"%s\": %s", name, value, rule));
        }
    }

    private static int minuteOfDay(Matcher window, int group) {
        return Integer.parseInt(window.group(group)) * HOUR + Integer.parseInt(window.group(group + 1));
    }
}
