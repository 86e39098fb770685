package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabStatus.RegionStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each state of two regions, what to run next. */
class NextCommandTest {
    private static final String P = RegionNames.PRIMARY;
    private static final String S = RegionNames.SECONDARY;

    /** A region by what matters; the writer is {@code authority} at {@code epoch}. */
    private static RegionStatus region(
            String name, boolean up, long epoch, String authority, String database, String status, int tasks, int of) {
        boolean streams = database.equals("replica") && status.equals("available");
        return new RegionStatus(name, up, false, epoch, authority, database, status, streams, tasks, of, "", "", "");
    }

    private static RegionStatus writer(String name, long epoch) {
        return region(name, true, epoch, name, "primary", "available", 2, 2);
    }

    private static RegionStatus standby(String name, long epoch, String authority) {
        return region(name, true, epoch, authority, "replica", "available", 1, 1);
    }

    @Test
    void aWriterWithAStreamingStandbyNeedsNothing() {
        assertThat(NextCommand.of(List.of(writer(P, 1), standby(S, 1, P)))).isEmpty();
        assertThat(NextCommand.of(List.of(standby(P, 1, P), writer(S, 2)))).isEmpty();
    }

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(
                        "lost writer",
                        region(P, false, 1, P, "down", "rebooting", 0, 2),
                        standby(S, 1, P),
                        List.of("./drlab activate us-west-2 --mode unplanned", "./drlab restore ap-southeast-2")),
                Arguments.of(
                        "lost standby",
                        writer(P, 1),
                        region(S, false, 1, P, "down", "rebooting", 0, 1),
                        List.of("./drlab restore us-west-2")),
                Arguments.of(
                        "both lost",
                        region(P, false, 1, P, "down", "rebooting", 0, 2),
                        region(S, false, 1, P, "down", "rebooting", 0, 1),
                        List.of("./drlab restore ap-southeast-2", "./drlab restore us-west-2")),
                Arguments.of(
                        "writer's database down",
                        region(P, true, 1, P, "down", "rebooting", 2, 2),
                        standby(S, 1, P),
                        List.of("./drlab restore ap-southeast-2")),
                Arguments.of(
                        "writer's database failed",
                        region(P, true, 1, P, "down", "failed", 2, 2),
                        standby(S, 1, P),
                        List.of("./drlab activate us-west-2 --mode unplanned")),
                Arguments.of(
                        "writer's database failed, nothing to fail over to",
                        region(P, true, 1, P, "down", "failed", 2, 2),
                        region(S, true, 1, P, "down", "failed", 1, 1),
                        List.of("./drlab restore ap-southeast-2")),
                Arguments.of(
                        "standby's database failed",
                        writer(P, 1),
                        region(S, true, 1, P, "down", "failed", 1, 1),
                        List.of("./drlab reprotect us-west-2 --rebuild")),
                Arguments.of(
                        "standby removed, not made anew",
                        writer(P, 1),
                        region(S, true, 1, P, "down", "none", 0, 0),
                        List.of("./drlab reprotect us-west-2", "finish with ./drlab reprotect us-west-2")),
                Arguments.of(
                        "replaced writer is back",
                        region(P, true, 1, P, "primary", "available", 2, 2),
                        writer(S, 2),
                        List.of("./drlab reprotect ap-southeast-2")),
                Arguments.of(
                        "standby does not stream",
                        writer(P, 1),
                        region(S, true, 1, P, "replica", "starting", 1, 1),
                        List.of("./drlab reprotect us-west-2 --rebuild")),
                Arguments.of(
                        "promotion not finished",
                        region(P, false, 1, P, "down", "rebooting", 0, 2),
                        region(S, true, 2, S, "replica", "available", 1, 1),
                        List.of("./drlab restore ap-southeast-2", "./drlab activate us-west-2 --mode unplanned")),
                Arguments.of(
                        "tasks missing",
                        region(P, true, 1, P, "primary", "available", 1, 2),
                        standby(S, 1, P),
                        List.of("./drlab restore ap-southeast-2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void everyOtherStateHasACommandForEachThing(
            String name, RegionStatus primary, RegionStatus secondary, List<String> commands) {
        List<String> sentences = NextCommand.of(List.of(primary, secondary));
        assertThat(sentences).allSatisfy(sentence -> assertThat(sentence).contains("./drlab "));
        assertThat(commands)
                .allSatisfy(command -> assertThat(String.join("\n", sentences)).contains(command));
    }

    /** It would be refused until the writer is back, however often it is run. */
    @Test
    void noStandbyIsMadeWhileNoDatabaseTakesWrites() {
        RegionStatus down = region(P, true, 3, P, "down", "rebooting", 2, 2);
        assertThat(Stream.of(
                                region(S, true, 3, P, "primary", "available", 1, 1),
                                region(S, true, 3, P, "down", "failed", 1, 1),
                                region(S, true, 3, P, "down", "none", 0, 0),
                                region(S, true, 3, P, "replica", "available", 0, 0))
                        .map(standby -> String.join("\n", NextCommand.of(List.of(standby, down)))))
                .allSatisfy(sentences -> assertThat(sentences)
                        .contains("./drlab restore ap-southeast-2")
                        .doesNotContain("./drlab reprotect"));
    }

    @Test
    void aLabThatIsStartingSaysSo() {
        RegionStatus primary = region(P, true, 0, "", "down", "none", 0, 0);
        RegionStatus secondary = region(S, true, 0, "", "down", "none", 0, 0);
        assertThat(NextCommand.of(List.of(primary, secondary)))
                .singleElement()
                .asString()
                .contains("no region has ever been activated");
    }
}
