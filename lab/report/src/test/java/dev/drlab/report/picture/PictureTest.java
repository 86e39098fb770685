package dev.drlab.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.drlab.report.Exposure;
import dev.drlab.report.Samples;
import dev.drlab.report.Series;
import dev.drlab.report.html.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
    private static final Pattern MARKER_LINE = Pattern.compile("<line class=\"marker [a-z]+\" x1=\"([0-9.]+)\"");
    private static final Pattern STATE_BAR = Pattern.compile("<rect class=\"state\" x=\"([0-9.]+)\"");

    @Test
    void positionsGrowWithTime() {
        TimeScale scale = new TimeScale(1000, 5000, 40, 440);
        assertThat(scale.x(1000)).isEqualTo(40);
        assertThat(scale.x(5000)).isEqualTo(440);
        assertThat(scale.x(2000)).isCloseTo(140, within(1e-9));
        assertThat(scale.clampedX(-99)).isEqualTo(40);
        assertThat(scale.clampedX(9999)).isEqualTo(440);
        assertThatThrownBy(() -> new TimeScale(5, 5, 0, 1)).hasMessageContaining("empty time window");
    }

    @Test
    void drawsMarkersAndStatesInTheOrderOfTime() {
        String svg = draw(Samples.outageSeries(), 1060);
        List<Double> lines = positions(MARKER_LINE, svg);
        assertThat(lines).hasSize(7).isSorted();
        assertThat(positions(STATE_BAR, svg)).hasSize(16).isSorted();
        // The fault is 12.4 s into a run of 34 s, drawn between 46 and 1050.
        assertThat(lines.get(0)).isCloseTo(46 + 12.4 / 34 * 1004, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 60, 333})
    void ticksAreRoundAndFarEnoughApart(double gap) {
        TimeScale scale = new TimeScale(1234, 31_234, 0, 1000);
        List<Double> ticks = scale.ticks(12_400, gap);
        assertThat(ticks).isNotEmpty().isSorted().allMatch(tick -> tick >= 1234 && tick <= 31_234);
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(scale.x(ticks.get(i)) - scale.x(ticks.get(i - 1))).isGreaterThanOrEqualTo(gap - 1e-6);
        }
        assertThat(ticks).allMatch(tick -> Math.abs((tick - 12_400) % 500) < 1e-6);
    }

    @RepeatedTest(20)
    void labelsNeverOverlap(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Series.Marker> markers = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < 12; i++) {
            at += random.nextInt(800);
            markers.add(new Series.Marker(at, "x".repeat(4 + random.nextInt(20)), Series.MarkerKind.STEP));
        }
        List<MarkerLabels.Placed> placed = MarkerLabels.place(markers, new TimeScale(0, at + 1, 46, 350));
        assertThat(placed).hasSize(12);
        for (MarkerLabels.Placed one : placed) {
            assertThat(one.left()).isGreaterThanOrEqualTo(40);
            for (MarkerLabels.Placed other : placed) {
                assertThat(one == other
                                || one.row() != other.row()
                                || one.right() < other.left()
                                || other.right() < one.left())
                        .isTrue();
            }
        }
    }

    @Test
    void logScaleHoldsItsValues() {
        LogScale scale = LogScale.covering(0.7, 4200, 100, 0);
        assertThat(scale.lowDecade()).isEqualTo(-1);
        assertThat(scale.highDecade()).isEqualTo(4);
        assertThat(scale.y(0.1)).isEqualTo(100);
        assertThat(scale.y(10_000)).isEqualTo(0);
        assertThat(scale.y(0)).isEqualTo(100);
        assertThat(scale.y(100)).isLessThan(scale.y(10));
        assertThat(LogScale.covering(10, 10, 100, 0).highDecade()).isEqualTo(2);
    }

    @Test
    void closeUpHoldsTheRecoveryAndIsLeftOutWhenItIsMostOfTheRun() {
        Optional<TimeWindow> closeUp = TimeWindow.closeUp(Samples.outageSeries());
        assertThat(closeUp).hasValueSatisfying(window -> {
            assertThat(window.fromMillis()).isBetween(11_000.0, 12_400.0);
            assertThat(window.toMillis()).isBetween(16_490.0, 18_000.0);
        });
        Series shortRun = new Series(
                Samples.START,
                List.of(new Series.Bin(4_900, 1, 0, 1, 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Series.Marker(100, "fault", Series.MarkerKind.START),
                        new Series.Marker(4_800, "back", Series.MarkerKind.RECOVERED)),
                List.of());
        assertThat(TimeWindow.closeUp(shortRun)).isEmpty();
        assertThat(TimeWindow.closeUp(Series.empty(Samples.START))).isEmpty();
        assertThat(TimeWindow.wholeRun(shortRun)).isEqualTo(new TimeWindow(0, 5_000));
    }

    @Test
    void loneFailureIsDrawnHoweverLongTheRun() {
        List<Series.Bin> bins = new ArrayList<>();
        for (long at = 0; at < 3_600_000; at += Series.BIN_MILLIS) {
            bins.add(new Series.Bin(at, 20, at == 1_800_000 ? 1 : 0, 0, 0));
        }
        Series hour = new Series(Samples.START, bins, List.of(), List.of(), List.of(), List.of(), List.of());
        String svg = draw(hour, 1060);
        assertThat(svg).hasSizeLessThan(60_000);
        Matcher bar = Pattern.compile("class=\"failed\" d=\"M[0-9.]+,([0-9.]+)V([0-9.]+)H")
                .matcher(svg);
        assertThat(bar.find()).isTrue();
        assertThat(Double.parseDouble(bar.group(2)) - Double.parseDouble(bar.group(1)))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void twoRegionsThatWriteAtATimeAreDrawnOverEachOtherAndOneThatWaitsForItsFirstWriteIsPale() {
        Series overlap = new Series(
                Samples.START,
                List.of(new Series.Bin(19_900, 1, 0, 1, 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Series.Writer(Samples.FROM, 0, 15_000),
                        new Series.Writer(Samples.TO, 5_000, 10_000, true),
                        new Series.Writer(Samples.TO, 10_000, 20_000)));
        String svg = draw(overlap, 1060);
        Matcher from = bar("writer-from", svg);
        Matcher pale = bar("writer-to pale", svg);
        Matcher to = bar("writer-to", svg);
        assertThat(right(from)).isGreaterThan(left(to) + 200);
        assertThat(right(pale)).isCloseTo(left(to), within(0.2));
        assertThat(left(pale)).isGreaterThan(left(from) + 200);
        assertThat(svg).contains("us-west-2 open, no write yet, 5 s", "(pale: none came yet)");
    }

    @Test
    void whatWasNotMeasuredIsDrawnAsSuchAndNeverAsBlank() {
        List<Series.Exposure> exposures = new ArrayList<>();
        for (long at = 0; at < 20_000; at += 50) {
            exposures.add(
                    at < 5_000
                            ? new Series.Exposure(at, 0.01)
                            : at < 10_000
                                    ? new Series.Exposure(at, 0, Exposure.Knowledge.UNMEASURED)
                                    : new Series.Exposure(at, (at - 10_000) / 1000.0, Exposure.Knowledge.AT_LEAST));
        }
        Series silent = new Series(
                Samples.START,
                List.of(new Series.Bin(19_900, 1, 0, 1, 0)),
                List.of(),
                exposures,
                List.of(),
                List.of(),
                List.of());
        String svg = draw(silent, 1060);
        Matcher bands = Pattern.compile("<rect class=\"unmeasured\" x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"")
                .matcher(svg);
        assertThat(bands.find()).isTrue();
        assertThat(right(bands) - left(bands)).isCloseTo(5 / 20.0 * 1004, within(3.0));
        assertThat(bands.find()).isTrue();
        assertThat(right(bands)).isCloseTo(1050, within(5.0));
        assertThat(svg).contains(">not measured<", ">at least 9.95 s<");
    }

    private static Matcher bar(String style, String svg) {
        Matcher bar = Pattern.compile("<rect class=\"" + style + "\" x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"")
                .matcher(svg);
        assertThat(bar.find()).as(style).isTrue();
        return bar;
    }

    private static double left(Matcher bar) {
        return Double.parseDouble(bar.group(1));
    }

    private static double right(Matcher bar) {
        return left(bar) + Double.parseDouble(bar.group(2));
    }

    private static String draw(Series series, double width) {
        TimeWindow window = TimeWindow.wholeRun(series);
        Svg svg = new SvgTimeline(Samples.outage().build(), series, window, SvgTimeline.Content.DETAILED, width)
                .draw("t", "The run");
        return Templates.render("picture", Map.of("svg", svg));
    }

    private static List<Double> positions(Pattern pattern, String svg) {
        List<Double> positions = new ArrayList<>();
        Matcher matcher = pattern.matcher(svg);
        while (matcher.find()) {
            positions.add(Double.valueOf(matcher.group(1)));
        }
        return positions;
    }
}
