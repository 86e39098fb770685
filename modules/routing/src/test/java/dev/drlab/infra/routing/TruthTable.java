package dev.drlab.infra.routing;

import dev.drlab.infra.routing.RoutingModel.RegionStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of the design, row by row: which region is answered and which alarm is raised. */
final class TruthTable {
    /**
     * One row. An empty condition is one that the table leaves open; both values must then give the same.
     *
     * @param primaryAnswers true for P, false for S
     */
    private record Row(
            Optional<Boolean> primaryUp,
            Optional<Boolean> primaryActive,
            Optional<Boolean> secondaryActive,
            Optional<Boolean> secondaryUp,
            boolean primaryAnswers,
            boolean writerPresent,
            boolean twoWriters) {
        List<RegionStates> combinations() {
            List<RegionStates> combinations = new ArrayList<>();
            for (boolean up : values(primaryUp)) {
                for (boolean active : values(primaryActive)) {
                    for (boolean otherActive : values(secondaryActive)) {
                        for (boolean otherUp : values(secondaryUp)) {
                            combinations.add(new RegionStates(up, active, otherActive, otherUp));
                        }
                    }
                }
            }
            return combinations;
        }

        private static List<Boolean> values(Optional<Boolean> condition) {
            return condition.map(List::of).orElse(List.of(true, false));
        }
    }

    private static final Optional<Boolean> YES = Optional.of(true);
    private static final Optional<Boolean> NO = Optional.of(false);
    private static final Optional<Boolean> ANY = Optional.empty();

    private static final List<Row> ROWS = List.of(
            new Row(YES, YES, NO, ANY, true, true, false),
            new Row(YES, NO, NO, ANY, true, false, false),
            new Row(NO, NO, NO, ANY, false, false, false),
            new Row(ANY, NO, YES, YES, false, true, false),
            new Row(YES, YES, YES, YES, false, true, true),
            new Row(YES, NO, ANY, NO, true, false, false),
            new Row(NO, NO, ANY, NO, false, false, false));

    private TruthTable() {}

    /** Every way in which the model differs from the table; empty if it does not. */
    static List<String> differences(RoutingModel model) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < ROWS.size(); i++) {
            Row row = ROWS.get(i);
            for (RegionStates states : row.combinations()) {
                String where = "row " + (i + 1) + ", " + states + ": ";
                String expected = row.primaryAnswers() ? "primary-balancer" : "secondary-balancer";
                if (!model.answer(states).equals(expected)) {
                    differences.add(where + "answers " + model.answer(states));
                }
                if (model.check("writer-present", states) != row.writerPresent()) {
                    differences.add(where + "writer-present is " + !row.writerPresent());
                }
                if (model.check("two-writers", states) != row.twoWriters()) {
                    differences.add(where + "two-writers is " + !row.twoWriters());
                }
            }
        }
        return differences;
    }
}
