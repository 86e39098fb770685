package dev.drlab.refusals;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a daily backup window and a weekly maintenance window have a minute in common. */
final class DailyWindows {
    private static final int DAY = 24 * 60;
    private static final Pattern BACKUP = Pattern.compile("(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");
    private static final Pattern MAINTENANCE =
            Pattern.compile("[a-zA-Z]{3}:(\\d\\d):(\\d\\d)-[a-zA-Z]{3}:(\\d\\d):(\\d\\d)");

    private DailyWindows() {}

    /** False where either is not known; a maintenance window is taken to last less than a day. */
    static boolean overlap(String backup, String maintenance) {
        Matcher daily = BACKUP.matcher(backup);
        Matcher weekly = MAINTENANCE.matcher(maintenance);
        if (!daily.matches() || !weekly.matches()) {
            return false;
        }
        int start = minute(daily, 1);
        int other = minute(weekly, 1);
        return Math.floorMod(other - start, DAY) < Math.floorMod(minute(daily, 3) - start, DAY)
                || Math.floorMod(start - other, DAY) < Math.floorMod(minute(weekly, 3) - other, DAY);
    }

    private static int minute(Matcher window, int group) {
        return Integer.parseInt(window.group(group)) * 60 + Integer.parseInt(window.group(group + 1));
    }
}
