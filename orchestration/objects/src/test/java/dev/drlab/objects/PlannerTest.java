package dev.drlab.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.objects.Step.Action;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    private static final boolean MARKER = true;
    private static final boolean VERSION = false;

    private final Planner leaving = new Planner(AT, false, (current, origin) -> Found.OVERWRITTEN);
    private final Planner hiding = new Planner(AT, true, (current, origin) -> Found.OVERWRITTEN);

    private static ObjectVersion entry(String id, int secondsAfter, boolean marker, boolean latest) {
        return new ObjectVersion("k", id, AT.plusSeconds(secondsAfter), marker, latest, marker ? 0 : 10, false);
    }

    @Test
    void aKeyThatNobodyTouchedSinceIsLeftAlone() {
        Step step = leaving.plan(List.of(entry("v2", -5, VERSION, true), entry("v1", -9, VERSION, false)));
        assertThat(step.action()).isEqualTo(Action.NONE);
        assertThat(step.bytes()).isZero();
    }

    @Test
    void anOverwrittenKeyGetsTheVersionOfTheMomentAndNotAnOlderOne() {
        Step step = leaving.plan(List.of(
                entry("v4", 9, VERSION, true),
                entry("v3", 1, VERSION, false),
                entry("v2", 0, VERSION, false),
                entry("v1", -9, VERSION, false)));
        assertThat(step.action()).isEqualTo(Action.REVERT);
        assertThat(step.target().orElseThrow().versionId()).isEqualTo("v2");
        assertThat(step.bytes()).isEqualTo(10);
    }

    @Test
    void aDeletedKeyComesBack() {
        Step step = leaving.plan(List.of(entry("v1", -9, VERSION, false), entry("d", 3, MARKER, true)));
        assertThat(step.action()).isEqualTo(Action.UNDELETE);
        assertThat(step.target().orElseThrow().versionId()).isEqualTo("v1");
    }

    @Test
    void aKeyDeletedAndWrittenAgainSinceGetsTheVersionOfTheMoment() {
        Step step = leaving.plan(
                List.of(entry("v2", 5, VERSION, true), entry("v1", -9, VERSION, false), entry("d", 3, MARKER, false)));
        assertThat(step.action()).isEqualTo(Action.REVERT);
        assertThat(step.target().orElseThrow().versionId()).isEqualTo("v1");
    }

    @Test
    void aKeyThatWasDeletedAtTheMomentAndStillIsStaysDeleted() {
        assertThat(hiding.plan(List.of(entry("v1", -9, VERSION, false), entry("d", -3, MARKER, true)))
                        .action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void aKeyCreatedSinceIsLeftUnlessHidingIsAskedFor() {
        List<ObjectVersion> created = List.of(entry("v1", 2, VERSION, true));
        assertThat(leaving.plan(created).action()).isEqualTo(Action.LEAVE);
        assertThat(hiding.plan(created).action()).isEqualTo(Action.HIDE);
    }

    @Test
    void aKeyThatWasDeletedAtTheMomentAndWrittenSinceCountsAsCreatedSince() {
        List<ObjectVersion> again =
                List.of(entry("v2", 2, VERSION, true), entry("v1", -9, VERSION, false), entry("d", -3, MARKER, false));
        assertThat(leaving.plan(again).action()).isEqualTo(Action.LEAVE);
        assertThat(hiding.plan(again).action()).isEqualTo(Action.HIDE);
    }

    @Test
    void aKeyCreatedAndDeletedSinceNeedsNothing() {
        assertThat(hiding.plan(List.of(entry("v1", 2, VERSION, false), entry("d", 3, MARKER, true)))
                        .action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void whatAnEarlierRestoreCopiedIsNotCopiedAgain() {
        Planner again = new Planner(
                AT,
                false,
                (current, origin) ->
                        current.versionId().equals("copy") && origin.versionId().equals("v1")
                                ? Found.RESTORED
                                : Found.OVERWRITTEN);
        assertThat(again.plan(List.of(
                                entry("copy", 9, VERSION, true),
                                entry("v2", 3, VERSION, false),
                                entry("v1", -9, VERSION, false)))
                        .action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void whatSaysThatItWasRestoredAndCannotBeComparedIsCopiedAgain() {
        Planner unsure = new Planner(AT, false, (current, origin) -> Found.NOT_COMPARABLE);
        assertThat(unsure.plan(List.of(entry("copy", 9, VERSION, true), entry("v1", -9, VERSION, false)))
                        .action())
                .isEqualTo(Action.REVERT_AGAIN);
    }

    @Test
    void whatWasHiddenByAnEarlierRestoreIsNotHiddenAgain() {
        assertThat(hiding.plan(List.of(entry("v1", 2, VERSION, false), entry("d", 9, MARKER, true)))
                        .action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void ofAVersionAndADeleteMarkerOfOneSecondTheVersionCounts() {
        Step step = leaving.plan(
                List.of(entry("v2", -3, VERSION, false), entry("d2", 5, MARKER, true), entry("d1", -3, MARKER, false)));
        assertThat(step.action()).isEqualTo(Action.UNDELETE);
        assertThat(step.target().orElseThrow().versionId()).isEqualTo("v2");
    }

    @Test
    void theLatestEntryIsTheYoungestWhateverItsSecondSays() {
        Step step = hiding.plan(List.of(entry("v1", -3, VERSION, false), entry("d1", -3, MARKER, true)));
        assertThat(step.action()).isEqualTo(Action.NONE);
    }
}
