package dev.drlab.report.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.drlab.report.Checks;
import dev.drlab.report.Report;
import dev.drlab.report.file.ReportJson;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Repeated measurements against their limits, for {@code ./drlab bench}.
 *
 * @param title what was measured
 * @param environment the machine it ran on
 * @param command the command line that repeats it
 * @param rows one per figure
 */
@JsonPropertyOrder({"title", "met", "environment", "command", "rows"})
public record BenchTable(String title, Report.Environment environment, String command, List<Row> rows) {

    /** The sample of what was waited for in vain: worse than any limit. */
    public static final double NEVER = Double.MAX_VALUE;

    /** @throws IllegalArgumentException if a text is blank */
    public BenchTable {
        Checks.notBlank("title", title);
        Objects.requireNonNull(environment, "environment");
        Checks.notBlank("command", command);
        rows = List.copyOf(Objects.requireNonNull(rows, "rows"));
    }

    /** True when there is a row, and every row met its limit: what was not measured met none. */
    @JsonProperty
    public boolean met() {
        return !rows.isEmpty() && rows.stream().allMatch(Row::met);
    }

    /** True when a row was measured and did not meet its limit. */
    public boolean missed() {
        return rows.stream().anyMatch(row -> row.measured() && !row.met());
    }

    /** A GitHub-flavoured Markdown table. */
    public String markdown() {
        return BenchMarkdown.of(this);
    }

    /** The same with every sample, as JSON. */
    public String json() {
        return ReportJson.text((Object) this);
    }

    /**
     * One figure.
     *
     * @param name what was measured
     * @param unit of the limit and the samples, such as {@code s}; may be empty for a count
     * @param limit what to meet; null when the figure is only reported
     * @param samples one per run, in their order; none where it was not measured
     * @param notMeasured why not; null where it was
     */
    @JsonPropertyOrder({"name", "unit", "limit", "met", "notMeasured", "min", "median", "max", "samples"})
    public record Row(String name, String unit, Limit limit, List<Double> samples, String notMeasured) {
        /**
         * @throws IllegalArgumentException if the name is blank, a sample is no number, or there are samples although it
         *     was not measured, or none although it was
         */
        public Row {
            Checks.notBlank("name", name);
            Objects.requireNonNull(unit, "unit");
            samples = List.copyOf(Objects.requireNonNull(samples, "samples"));
            if (samples.isEmpty() == (notMeasured == null)
                    || samples.stream().anyMatch(sample -> !Double.isFinite(sample))) {
                throw new IllegalArgumentException("samples of '" + name
                        + "' must be numbers, at least one unless it was not measured, got " + samples);
            }
        }

        /** Measured. */
        public Row(String name, String unit, Limit limit, List<Double> samples) {
            this(name, unit, limit, samples, null);
        }

        /** Not measured; {@code why} is a clause. */
        public static Row notMeasured(String name, String unit, Limit limit, String why) {
            return new Row(
                    name, unit, Objects.requireNonNull(limit, "limit"), List.of(), Checks.notBlank("notMeasured", why));
        }

        /** Whether there are samples. */
        boolean measured() {
            return notMeasured == null;
        }

        /** Smallest sample; null where it was not measured. */
        @JsonProperty
        public Double min() {
            return measured() ? sorted()[0] : null;
        }

        /** Middle sample; the mean of the two middle ones when their number is even; null where it was not measured. */
        @JsonProperty
        public Double median() {
            if (!measured()) {
                return null;
            }
            double[] sorted = sorted();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
        }

        /** Largest sample; null where it was not measured. */
        @JsonProperty
        public Double max() {
            double[] sorted = sorted();
            return measured() ? sorted[sorted.length - 1] : null;
        }

        /**
         * True when the limit is met or there is none. False where it was not measured, and where a run waited in vain, even
         * if the median of the others is good.
         */
        @JsonProperty
        public boolean met() {
            return measured()
                    && samples.stream().noneMatch(sample -> sample >= NEVER)
                    && (limit == null || limit.metBy(this));
        }

        private double[] sorted() {
            return samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        }
    }

    /**
     * The target of a figure.
     *
     * @param bound from which side
     * @param value in the row's unit
     * @param judged which of the samples
     */
    public record Limit(Bound bound, double value, Judged judged) {
        /** @throws IllegalArgumentException if the value is no number */
        public Limit {
            Objects.requireNonNull(bound, "limit.bound");
            Objects.requireNonNull(judged, "limit.judged");
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("limit.value must be a number, got " + value);
            }
        }

        /** The median may not exceed {@code value}. */
        public static Limit atMost(double value) {
            return new Limit(Bound.AT_MOST, value, Judged.MEDIAN);
        }

        /** The median may not be below {@code value}. */
        public static Limit atLeast(double value) {
            return new Limit(Bound.AT_LEAST, value, Judged.MEDIAN);
        }

        /** No sample may exceed {@code value}: for what must hold every time, such as lost writes. */
        public static Limit everyRunAtMost(double value) {
            return new Limit(Bound.AT_MOST, value, Judged.EVERY_RUN);
        }

        private boolean metBy(Row row) {
            return switch (bound) {
                case AT_MOST -> (judged == Judged.MEDIAN ? row.median() : row.max()) <= value;
                case AT_LEAST -> (judged == Judged.MEDIAN ? row.median() : row.min()) >= value;
            };
        }
    }

    /** Which side of the limit is good. */
    public enum Bound {
        /** Smaller is better. */
        AT_MOST,
        /** Larger is better. */
        AT_LEAST;

        /** The words in JSON. */
        @JsonValue
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Which of the samples has to meet the limit. */
    public enum Judged {
        /** The median. */
        MEDIAN,
        /** Each. */
        EVERY_RUN;

        /** The words in JSON. */
        @JsonValue
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
