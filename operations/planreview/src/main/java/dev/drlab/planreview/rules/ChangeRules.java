package dev.drlab.planreview.rules;

import dev.drlab.planreview.plan.Action;
import dev.drlab.planreview.plan.ResourceChange;
import dev.drlab.planreview.plan.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which rules apply to the change of one object, planned or already made. */
final class ChangeRules {
    /** A rule that applies to a change, with what shows it. */
    record Match(Rule rule, List<Detail> details, boolean unknown) {}

    /** Types of which AWS Backup, or Data Lifecycle Manager, selects by tags what it protects. */
    private static final Set<String> SELECTED_BY_TAGS = Set.of(
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_docdb_cluster",
            "aws_neptune_cluster",
            "aws_redshift_cluster",
            "aws_dynamodb_table",
            "aws_s3_bucket",
            "aws_efs_file_system",
            "aws_fsx_ontap_file_system",
            "aws_ebs_volume",
            "aws_instance");

    /** Of what is not selected by its tags; one that is set for the first time is harmless everywhere. */
    private static final Set<String> HARMLESS = Set.of("tags", "tags_all", "timeouts");

    /** Kinds whose attributes may be shown: none of them holds a secret that Terraform does not know as one. */
    private static final Set<Kind> SHOWN =
            EnumSet.of(Kind.DATABASE, Kind.STATE_MACHINE, Kind.HEALTH_CHECK, Kind.FAILOVER_RECORD, Kind.PEERING);

    private final boolean standby;
    private final Set<String> made;

    /**
     * For the changes of one plan.
     *
     * @param changes all of them: a part of what they make is judged as new
     * @param standby whether the stack is one that must get along without the other region
     */
    ChangeRules(List<ResourceChange> changes, boolean standby) {
        this.standby = standby;
        this.made = made(changes);
    }

    /** Each rule that applies to a planned change once, with all that shows it. */
    List<Match> of(ResourceChange change) {
        Found found = judged(change);
        if (change.action() == Action.CREATE) {
            creation(change, found);
        }
        if (change.action() == Action.UPDATE) {
            otherwise(change, found);
        }
        return found.matches();
    }

    /** Of what was changed already: that it is gone, or that an attribute is worse than Terraform left it. */
    List<Match> ofDrift(ResourceChange change) {
        return judged(change).matches();
    }

    private Found judged(ResourceChange change) {
        Found found = new Found();
        if (change.action().destroys()) {
            removal(change).ifPresent(rule -> found.details.put(rule, new ArrayList<>(reasons(change))));
        }
        if (change.action() == Action.UPDATE || change.action().replaces()) {
            attributes(change, found);
            if (SELECTED_BY_TAGS.contains(change.type())) {
                tags(change, found);
            }
        }
        return found;
    }

    /** All of them, those by default too; where a provider does not say so, the resource's own. */
    private static void tags(ResourceChange change, Found found) {
        for (String path : List.of("tags_all", "tags")) {
            Value before = change.before(path);
            Value after = change.after(path);
            Judge.Verdict verdict = before.sameAs(after) ? Judge.Verdict.FINE : Judge.MUST_KEEP_TAGS.of(before, after);
            if (verdict != Judge.Verdict.FINE) {
                lostTags(path, before, after).forEach(lost -> found.add(Rule.BACKUPS_CHANGED, lost, verdict));
                return;
            }
        }
    }

    private static List<Detail> lostTags(String path, Value before, Value after) {
        List<Detail> lost = new ArrayList<>();
        before.json().properties().forEach(tag -> {
            Value now = new Value(after.json().get(tag.getKey()), after.unknown(), after.sensitive());
            Value was = new Value(tag.getValue(), false, before.sensitive());
            if (!was.sameAs(now)) {
                lost.add(Detail.of(path + "." + tag.getKey(), was, now));
            }
        });
        return lost.isEmpty() ? List.of(Detail.of(path, before, after)) : lost;
    }

    /** The findings on one change so far. */
    private static final class Found {
        private final Map<Rule, List<Detail>> details = new EnumMap<>(Rule.class);
        private final Set<Rule> unknown = EnumSet.noneOf(Rule.class);
        private final Set<String> attributes = new HashSet<>();

        void add(Rule rule, Detail detail, Judge.Verdict verdict) {
            details.computeIfAbsent(rule, key -> new ArrayList<>()).add(detail);
            if (verdict == Judge.Verdict.UNKNOWN) {
                unknown.add(rule);
            }
        }

        List<Match> matches() {
            List<Match> matches = new ArrayList<>();
            details.forEach((rule, shown) -> matches.add(new Match(rule, shown, unknown.contains(rule))));
            return matches;
        }
    }

    private static Optional<Rule> removal(ResourceChange change) {
        if (Kinds.isStateBucket(change)) {
            return Optional.of(Rule.STATE_BUCKET_REMOVED);
        }
        Optional<Kind> kind = Kinds.of(change);
        if (kind.isPresent() && change.action().replacesAndDestroys()) {
            return switch (kind.get()) {
                case DATABASE -> Optional.of(Rule.DATABASE_REPLACED);
                // the new one is there before the old one goes
                case HEALTH_CHECK ->
                    Optional.of(
                            change.action() == Action.REPLACE_CREATE_FIRST
                                    ? Rule.HEALTH_CHECK_CHANGED
                                    : Rule.HEALTH_CHECK_REMOVED);
                default -> kind.get().removed();
            };
        }
        return kind.flatMap(Kind::removed);
    }

    private static List<Detail> reasons(ResourceChange change) {
        List<Detail> reasons = new ArrayList<>();
        change.replacedFor().forEach(path -> reasons.add(Detail.of(path, change.before(path), change.after(path))));
        if (reasons.isEmpty() && !change.reason().isEmpty()) {
            reasons.add(Detail.said(change.reason().replace('_', ' ')));
        }
        return reasons;
    }

    private void attributes(ResourceChange change, Found found) {
        for (AttributeRule each : AttributeRule.ALL) {
            Value before = change.before(each.path());
            Value after = change.after(each.path());
            Judge.Verdict verdict =
                    before.sameAs(after) ? Judge.Verdict.FINE : each.judge().of(before, after);
            if (each.isFor(change.type()) && verdict != Judge.Verdict.FINE) {
                boolean ofStandby = each.rule() == Rule.CAPACITY_LOWERED && (standby || isReplica(change));
                Rule rule = ofStandby ? Rule.STANDBY_CAPACITY_LOWERED : each.rule();
                found.add(rule, Detail.of(each.path(), before, after), verdict);
                found.attributes.add(each.path().split("\\.")[0]);
            }
        }
    }

    private void creation(ResourceChange change, Found found) {
        AttributeRule.AT_CREATION.forEach(each -> creation(each, change, found));
        for (AttributeRule.Part part : AttributeRule.ON_WHAT_IS_THERE) {
            String target = change.text(part.target());
            if (!target.isEmpty() && !made.contains(part.named() + "=" + target)) {
                creation(part.rule(), change, found);
            }
        }
    }

    private static void creation(AttributeRule rule, ResourceChange change, Found found) {
        Value after = change.after(rule.path());
        Judge.Verdict verdict = rule.judge().atCreation(after);
        if (rule.isFor(change.type()) && verdict != Judge.Verdict.FINE) {
            found.add(rule.rule(), Detail.of(rule.path(), Value.ABSENT, after), verdict);
        }
    }

    /** By what the plan's new things can be named, as {@code type.attribute=value}. */
    private static Set<String> made(List<ResourceChange> changes) {
        Set<String> made = new HashSet<>();
        for (ResourceChange change : changes) {
            if (change.managed() && change.action().makes()) {
                change.after().properties().stream()
                        .filter(attribute -> !change.after(attribute.getKey()).hidden())
                        .forEach(attribute -> made.add(change.type() + "." + attribute.getKey() + "="
                                + attribute.getValue().asText()));
            }
        }
        return made;
    }

    /** The rule on whatever else of such a thing changes. */
    private static void otherwise(ResourceChange change, Found found) {
        Set<String> names = change.changedAttributes();
        names.removeAll(HARMLESS);
        names.removeAll(found.attributes);
        Optional<Kind> kind = Kinds.of(change);
        boolean shown = kind.map(SHOWN::contains).orElse(false);
        for (String name : names) {
            Detail detail = shown ? Detail.of(name, change.before(name), change.after(name)) : new Detail(name, "", "");
            Kinds.changed(change, name).ifPresent(rule -> found.add(rule, detail, Judge.Verdict.LOWERED));
        }
    }

    private static boolean isReplica(ResourceChange change) {
        return change.type().equals("aws_db_instance")
                && !change.text("replicate_source_db").isEmpty();
    }
}
