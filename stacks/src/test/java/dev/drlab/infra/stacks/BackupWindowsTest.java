package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RDS's backup and maintenance windows and AWS Backup do not overlap. A database that reprotect rebuilt has the windows
 * of its stack. Times are minutes of a day or of a week, in UTC.
 */
class BackupWindowsTest {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final int WEEK = 7 * DAY;
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern DAILY = Pattern.compile("(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");
    private static final Pattern WEEKLY = Pattern.compile("(\\w{3}):(\\d\\d):(\\d\\d)-(\\w{3}):(\\d\\d):(\\d\\d)");
    private static final Pattern CRON = Pattern.compile("cron\\((\\d+) (\\d+) \\* \\* \\? \\*\\)");

    private record Span(int start, int minutes) {
        /**
         * Whether the two spans share a minute when {@code other} recurs every {@code period} minutes, as this span
         * does.
         */
        boolean meets(Span other, int period) {
            return Math.floorMod(other.start - start, period) < minutes
                    || Math.floorMod(start - other.start, period) < other.minutes;
        }

        Span andTheHourBefore() {
            return new Span(start - HOUR, minutes + HOUR);
        }
    }

    @ParameterizedTest
    @CsvSource({"PrimaryDataStack", "SecondaryDataStack"})
    void theThreeKeepApart(String stack) {
        Span backup = backup(database(stack));
        Span maintenance = maintenance(database(stack));
        Span snapshots = snapshots(stack);

        assertThat(backup.minutes()).isGreaterThanOrEqualTo(30);
        assertThat(maintenance.minutes()).isBetween(30, DAY - 1);
        assertThat(backup.meets(maintenance, DAY)).as("backup and maintenance").isFalse();
        assertThat(maintenance.andTheHourBefore().meets(snapshots, DAY))
                .as("AWS Backup starts nothing in maintenance, or in the hour before")
                .isFalse();
        assertThat(backup.andTheHourBefore().meets(snapshots, DAY))
                .as("nor beside the automated backup")
                .isFalse();
    }

    @Test
    void maintenanceNeverTakesBothRegionsAtOnce() {
        Span primary = maintenance(database("PrimaryDataStack"));
        Span secondary = maintenance(database("SecondaryDataStack"));
        assertThat(primary.andTheHourBefore().meets(secondary.andTheHourBefore(), WEEK))
                .isFalse();
    }

    /** A promoted replica may keep either database's window, so both must be the same. */
    @Test
    void aPromotionChangesNoBackupWindow() {
        assertThat(database("PrimaryDataStack").path("backup_window"))
                .isEqualTo(database("SecondaryDataStack").path("backup_window"));
    }

    @ParameterizedTest
    @CsvSource({"PrimaryDataStack, PrimaryDROrchestrationStack", "SecondaryDataStack, RoutingAndDROrchestrationStack"})
    void aRebuiltDatabaseGetsTheWindowsThatTerraformManages(String data, String orchestration) {
        List<JsonNode> runbooks = Synthesis.plain().stack(orchestration).resources("aws_ssm_parameter").stream()
                .filter(parameter -> parameter.body().path("name").asText().equals("/drlab/runbook"))
                .map(parameter ->
                        Synthesis.policy(parameter.body().path("insecure_value").asText()))
                .toList();
        assertThat(runbooks).hasSize(1);
        JsonNode settings = runbooks.get(0).path("replicaSettings");
        assertThat(settings.path("PreferredBackupWindow"))
                .isEqualTo(database(data).path("backup_window"));
        assertThat(settings.path("PreferredMaintenanceWindow"))
                .isEqualTo(database(data).path("maintenance_window"));
    }

    @Test
    void spansMeetAcrossMidnightToo() {
        assertThat(new Span(23 * HOUR, 90).meets(new Span(10, 30), DAY)).isTrue();
        assertThat(new Span(10, 30).meets(new Span(23 * HOUR, 90), DAY)).isTrue();
        assertThat(new Span(23 * HOUR, HOUR).meets(new Span(0, 30), DAY)).isFalse();
        assertThat(new Span(30, 30).andTheHourBefore().meets(new Span(23 * HOUR + 50, 5), DAY))
                .isTrue();
    }

    private static JsonNode database(String stack) {
        return Synthesis.plain()
                .stack(stack)
                .resources("aws_db_instance")
                .get(0)
                .body();
    }

    private static Span backup(JsonNode database) {
        Matcher window = matched(DAILY, database.path("backup_window").asText());
        int start = minute(window, 1);
        return new Span(start, Math.floorMod(minute(window, 3) - start, DAY));
    }

    private static Span maintenance(JsonNode database) {
        Matcher window = matched(WEEKLY, database.path("maintenance_window").asText());
        int start = DAYS.indexOf(window.group(1)) * DAY + minute(window, 2);
        int end = DAYS.indexOf(window.group(4)) * DAY + minute(window, 5);
        return new Span(start, Math.floorMod(end - start, WEEK));
    }

    /** Span in which AWS Backup may start. */
    private static Span snapshots(String stack) {
        JsonNode rule = Synthesis.plain()
                .stack(stack)
                .resources("aws_backup_plan")
                .get(0)
                .body()
                .at("/rule/0");
        Matcher cron = matched(CRON, rule.path("schedule").asText());
        return new Span(
                Integer.parseInt(cron.group(2)) * HOUR + Integer.parseInt(cron.group(1)),
                rule.path("start_window").asInt());
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.matches()).as(text).isTrue();
        return matcher;
    }

    private static int minute(Matcher window, int group) {
        return Integer.parseInt(window.group(group)) * HOUR + Integer.parseInt(window.group(group + 1));
    }
}
