package dev.drlab.planreview.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.drlab.planreview.plan.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Whether an attribute's change is for the worse; what cannot be told is never taken for fine. */
enum Judge {
    /** A switch that protects while it is on. */
    MUST_BE_ON {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return isOn(before) && !isOn(after);
        }

        @Override
        boolean isMissing(JsonNode after) {
            return !isOn(after);
        }
    },
    /** A switch that protects while it is off. */
    MUST_BE_OFF {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return !isOn(before) && isOn(after);
        }

        @Override
        boolean mayLower(JsonNode before) {
            return !isOn(before);
        }

        @Override
        boolean isMissing(JsonNode after) {
            return isOn(after);
        }
    },
    MUST_BE_POSITIVE {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return isMissing(after) && !isMissing(before);
        }

        @Override
        boolean isMissing(JsonNode after) {
            return number(after).map(BigDecimal::signum).orElse(0) <= 0;
        }
    },
    MUST_NOT_FALL {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            if (before.isMissingNode()) {
                return false;
            }
            Optional<BigDecimal> from = number(before);
            Optional<BigDecimal> to = number(after);
            if (from.isEmpty() || (to.isEmpty() && !after.isMissingNode())) {
                return true; // no numbers: which is more cannot be told
            }
            return to.orElse(BigDecimal.ZERO).compareTo(from.get()) < 0;
        }
    },
    /** Sizes of instances, such as {@code db.t4g.medium}. */
    MUST_NOT_SHRINK {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return !before.isMissingNode()
                    && !InstanceClass.of(after.asText()).isAtLeast(InstanceClass.of(before.asText()));
        }
    },
    /** Nothing that was in the list, or the block, may be missing from it: no region, where its members name one. */
    MUST_NOT_LOSE {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return elements(before).count() > elements(after).count()
                    || !members(after).containsAll(members(before));
        }

        private Set<JsonNode> members(JsonNode list) {
            return elements(list).flatMap(this::names).collect(Collectors.toSet());
        }

        /** The rest of such a member, such as its status, changes while it stays what it is. */
        private Stream<JsonNode> names(JsonNode member) {
            List<JsonNode> regions = new ArrayList<>(member.findValues("region"));
            regions.addAll(member.findValues("region_name"));
            return regions.isEmpty() ? Stream.of(member) : regions.stream();
        }
    },
    /** Replicas: what is set of each stays; a region that has none any more is {@link #MUST_NOT_LOSE}'s. */
    REPLICAS_MUST_STAY {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return elements(before)
                    .anyMatch(replica -> elements(after)
                            .filter(other -> region(other).equals(region(replica)))
                            .anyMatch(other -> !set(other).equals(set(replica))));
        }

        private String region(JsonNode replica) {
            return replica.path("region").asText() + replica.path("region_name").asText();
        }

        /** Without what AWS sets, which changes or is unknown while the replica stays what it is. */
        private Map<String, JsonNode> set(JsonNode replica) {
            return replica.properties().stream()
                    .filter(each -> !SET_BY_AWS.contains(each.getKey())
                            && !each.getValue().asText().isEmpty()
                            && !each.getValue().isNull())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    },
    /** As many of the list's members as before have the status Enabled. */
    MUST_KEEP_ENABLED {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return enabled(before) > enabled(after);
        }

        private long enabled(JsonNode list) {
            return elements(list)
                    .filter(rule -> rule.path("status").asText().equals("Enabled"))
                    .count();
        }
    },
    MUST_STAY_ENABLED {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return before.asText().equalsIgnoreCase("enabled")
                    && !after.asText().equalsIgnoreCase("enabled");
        }

        /** Versions of a bucket: for a new {@code Disabled} the provider calls nothing. */
        @Override
        boolean isMissing(JsonNode after) {
            return after.asText().equalsIgnoreCase("suspended");
        }
    },
    /** A policy: a right that is denied is taken from those who had it. */
    MUST_NOT_DENY {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return !isMissing(before) && isMissing(after);
        }

        @Override
        boolean mayLower(JsonNode before) {
            return !isMissing(before);
        }

        @Override
        boolean isMissing(JsonNode after) {
            return DENIES.matcher(after.asText()).find();
        }
    },
    /** Tags: each that was set stays as it was; one more is no harm. */
    MUST_KEEP_TAGS {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return before.properties().stream().anyMatch(tag -> !tag.getValue().equals(after.get(tag.getKey())));
        }
    },
    MUST_NOT_VANISH {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return !before.asText().isEmpty() && after.asText().isEmpty();
        }
    },
    /** A value that was set must stay as it was; setting it for the first time is no harm. */
    MUST_STAY_ONCE_SET {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return !isEmpty(before) && !before.equals(after);
        }

        private boolean isEmpty(JsonNode node) {
            return node.isContainerNode() ? node.isEmpty() : node.asText().isEmpty();
        }
    },
    MUST_STAY {
        @Override
        boolean lowers(JsonNode before, JsonNode after) {
            return before.isContainerNode() || after.isContainerNode()
                    ? !before.equals(after)
                    : !before.asText().equals(after.asText());
        }

        @Override
        boolean mayLower(JsonNode before) {
            return true;
        }

        /** Whatever a new one is, it is in the place of what was there. */
        @Override
        boolean isMissing(JsonNode after) {
            return true;
        }
    };

    private static final Set<String> SET_BY_AWS =
            Set.of("status", "status_message", "last_accessed_date", "arn", "stream_arn", "stream_label");

    private static final Pattern DENIES = Pattern.compile("\"Effect\"\\s*:\\s*\"Deny\"", Pattern.CASE_INSENSITIVE);

    /** The verdicts on a change. */
    enum Verdict {
        FINE,
        LOWERED,
        /** It may be lowered: the value is known only after the plan is applied, or was taken out of it. */
        UNKNOWN
    }

    /** Whether what is known after is less than what was known before; what is not set is missing. */
    abstract boolean lowers(JsonNode before, JsonNode after);

    /** Whether some value after would be worse than this one before. */
    boolean mayLower(JsonNode before) {
        return lowers(before, MissingNode.getInstance());
    }

    /** Whether a new object lacks it. */
    boolean isMissing(JsonNode after) {
        return false;
    }

    /** Of an attribute of an object that stays, or is made anew. */
    final Verdict of(Value before, Value after) {
        if (before.unknown() || before.hidden()) {
            return Verdict.UNKNOWN;
        }
        if (after.unknown() || after.hidden()) {
            return mayLower(before.json()) ? Verdict.UNKNOWN : Verdict.FINE;
        }
        return lowers(before.json(), after.json()) ? Verdict.LOWERED : Verdict.FINE;
    }

    /** Of an attribute of a new object. */
    final Verdict atCreation(Value after) {
        if (after.unknown() || after.hidden()) {
            return Verdict.UNKNOWN;
        }
        return isMissing(after.json()) ? Verdict.LOWERED : Verdict.FINE;
    }

    private static boolean isOn(JsonNode node) {
        return node.asBoolean(false);
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        try {
            return node.isNumber()
                    ? Optional.of(node.decimalValue())
                    : node.isTextual() ? Optional.of(new BigDecimal(node.asText())) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.empty();
    }
}
