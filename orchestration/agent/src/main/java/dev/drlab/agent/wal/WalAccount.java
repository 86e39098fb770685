package dev.drlab.agent.wal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.wal.record.RowCounts;
import dev.drlab.contract.machine.WalAnswer;
import dev.drlab.contract.machine.WalStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The transactions that only an old database has, by its WAL: every committed transaction beyond the branch, of any
 * application.
 *
 * @param status how much of it is known; complete only with {@code rowsComplete}
 * @param reason why not all of it is; empty when it is
 * @param branch where the other database's timeline branches off; empty when that is not known
 * @param end where the WAL was read to; empty when it was not read
 * @param bytes of WAL from the branch to the end of the old database's; empty when the branch is not known
 * @param counts the transactions; all 0 when they were not counted
 * @param rowsComplete false when rows that transactions changed before the WAL that is left are missing in {@code
 *     relations}
 * @param first when the first of the counted transactions committed
 * @param last when the last one did
 * @param lastCommon when the last transaction that both databases have committed, if its record was read
 * @param relations with changed rows, most rows first
 * @param unlogged tables of the old database that have, or may have had, rows of which no WAL tells; names
 */
public record WalAccount(
        WalStatus status,
        String reason,
        Optional<String> branch,
        Optional<String> end,
        OptionalLong bytes,
        TransactionCounts counts,
        boolean rowsComplete,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<Instant> lastCommon,
        List<RelationChanges> relations,
        List<String> unlogged) {
    private static final TransactionCounts NOTHING = new TransactionCounts(0, 0, 0, 0, 0, 0, 0);
    private static final int NAMED = 3;
    private static final int MOST_UNLOGGED = 20;
    private static final double MILLIS = 1000.0;

    /** Sorts the relations. */
    public WalAccount {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(counts, "counts");
        if ((status == WalStatus.COUNTED) != reason.isEmpty()) {
            throw new IllegalArgumentException(
                    "an account has a reason exactly when it is not complete: " + status + ", '" + reason + "'");
        }
        if (status == WalStatus.COUNTED && !rowsComplete) {
            throw new IllegalArgumentException("an account is not complete where rows are missing");
        }
        relations = relations.stream()
                .sorted(Comparator.comparingLong(
                                (RelationChanges r) -> -r.rows().sum())
                        .thenComparing(RelationChanges::name))
                .toList();
        unlogged = List.copyOf(unlogged);
    }

    /** Nothing was counted, for that reason. */
    static WalAccount notCounted(String reason, Optional<String> branch, OptionalLong bytes) {
        return new WalAccount(
                WalStatus.NOT_COUNTED,
                reason,
                branch,
                Optional.empty(),
                bytes,
                NOTHING,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** The same, with tables of which no WAL tells. */
    public WalAccount withUnlogged(List<String> names) {
        return new WalAccount(
                status, reason, branch, end, bytes, counts, rowsComplete, first, last, lastCommon, relations, names);
    }

    /** Nothing was counted, for that reason. */
    public static WalAccount notCounted(String reason) {
        return notCounted(reason, Optional.empty(), OptionalLong.empty());
    }

    /** True only when all was read, no transaction of an application was found, and no table is without WAL. */
    public boolean isNothing() {
        return status == WalStatus.COUNTED && counts.lost() == 0 && unlogged.isEmpty();
    }

    /**
     * True only when all was read, and no transaction beyond the branch left a new row in that relation, nor in one
     * that could be it.
     *
     * @param relation with its schema
     */
    public boolean isWithoutInsertsInto(String relation) {
        return status == WalStatus.COUNTED
                && relations.stream()
                        .filter(changed -> changed.name().startsWith(relation)
                                || changed.name().startsWith(Relations.UNKNOWN))
                        .allMatch(changed -> changed.rows().inserted() == 0);
    }

    /**
     * From the last commit that both databases have to the last one that only the old one has, in seconds; 0 when there is
     * none. Where the former was not read, from the first that only the old one has.
     */
    public double lostSeconds() {
        if (last.isEmpty()) {
            return 0;
        }
        Instant from = lastCommon.or(() -> first).orElseThrow();
        return Math.max(0, Duration.between(from, last.get()).toMillis() / MILLIS);
    }

    /** One sentence; never says that nothing is lost when that was not seen. */
    public String summary() {
        String beyond = bytes.isPresent() ? ", " + bytes.getAsLong() + " bytes of WAL beyond the branch" : "";
        if (status == WalStatus.NOT_COUNTED) {
            return "transactions not counted" + beyond + ": " + reason + withoutWal();
        }
        String atLeast = status == WalStatus.AT_LEAST ? "at least " : "";
        String why = reason.isEmpty() ? "" : "; not all was counted: " + reason;
        return atLeast + transactions() + " only in the old database" + named() + why + withoutWal();
    }

    private String withoutWal() {
        if (unlogged.isEmpty()) {
            return "";
        }
        String more = unlogged.size() > NAMED ? " and " + (unlogged.size() - NAMED) + " more" : "";
        return unlogged.stream()
                .limit(NAMED)
                .collect(Collectors.joining(", ", "; unlogged tables are in no WAL: ", more));
    }

    private String transactions() {
        String other = counts.other() == 0 ? "" : " and " + counts.other() + " that changed schema or roles";
        return counts.changedRows() + (counts.changedRows() == 1 ? " transaction" : " transactions") + other;
    }

    private String named() {
        if (relations.isEmpty()) {
            return "";
        }
        String more = relations.size() > NAMED ? " and " + (relations.size() - NAMED) + " more tables" : "";
        return relations.stream()
                .limit(NAMED)
                .map(WalAccount::words)
                .collect(Collectors.joining(", ", " (", more + ")"));
    }

    private static String words(RelationChanges relation) {
        RowCounts rows = relation.rows();
        return relation.name() + ": " + rows.inserted() + " inserted, " + rows.updated() + " updated, " + rows.deleted()
                + " deleted";
    }

    /**
     * As JSON. Without {@code transactions} when they were not counted: what is not known is not 0. With {@code unlogged}
     * only where there is such a table: the first {@value #MOST_UNLOGGED}, and how many more there are.
     *
     * @param most relations; the number of the others is {@code relationsLeftOut}
     */
    public ObjectNode json(int most) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put(WalAnswer.STATUS, status.word())
                .put(WalAnswer.REASON, reason)
                .put(WalAnswer.SUMMARY, summary());
        branch.ifPresent(text -> json.put("branch", text));
        end.ifPresent(text -> json.put("end", text));
        bytes.ifPresent(number -> json.put(WalAnswer.BYTES, number));
        if (!unlogged.isEmpty()) {
            ArrayNode names = json.putArray(WalAnswer.UNLOGGED);
            unlogged.stream().limit(MOST_UNLOGGED).forEach(names::add);
            if (unlogged.size() > MOST_UNLOGGED) {
                names.add(unlogged.size() - MOST_UNLOGGED + " more");
            }
        }
        if (status != WalStatus.NOT_COUNTED) {
            counted(json, most);
        }
        return json;
    }

    private void counted(ObjectNode json, int most) {
        json.put(WalAnswer.TRANSACTIONS, counts.changedRows())
                .put(WalAnswer.FOREIGN_TRANSACTIONS, counts.foreign())
                .put(WalAnswer.OTHER_TRANSACTIONS, counts.other())
                .put(WalAnswer.ROWS_COMPLETE, rowsComplete)
                .put(WalAnswer.LOST_SECONDS, lostSeconds());
        first.ifPresent(at -> json.put(WalAnswer.FIRST_COMMIT_AT, at.toString()));
        last.ifPresent(at -> json.put(WalAnswer.LAST_COMMIT_AT, at.toString()));
        json.putObject("upkeep")
                .put("markers", counts.markers())
                .put("statistics", counts.statistics())
                .put("managed", counts.managed())
                .put("empty", counts.empty());
        ArrayNode list = json.putArray(WalAnswer.RELATIONS);
        relations.stream().limit(most).map(WalAccount::json).forEach(list::add);
        json.put(WalAnswer.RELATIONS_LEFT_OUT, Math.max(0, relations.size() - most));
    }

    /** {@code name, transactions, inserted, updated, deleted}. */
    public static ObjectNode json(RelationChanges relation) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(WalAnswer.NAME, relation.name())
                .put(WalAnswer.TRANSACTIONS, relation.transactions())
                .put(WalAnswer.INSERTED, relation.rows().inserted())
                .put(WalAnswer.UPDATED, relation.rows().updated())
                .put(WalAnswer.DELETED, relation.rows().deleted());
    }
}
