package dev.drlab.cost;

import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Place;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import dev.drlab.cost.rule.Charge;
import dev.drlab.cost.rule.ComputeRules;
import dev.drlab.cost.rule.Context;
import dev.drlab.cost.rule.DatabaseRules;
import java.util.ArrayList;
import java.util.List;

/** Something that happens to a deployment, and costs money beyond the ordinary month. */
public enum Event {
    /** The standby takes over and carries the load for the rest of the day; the lost region is rebuilt as its standby. */
    FAILOVER_DAY("a failover day") {
        @Override
        List<Charge> charges(Context context) {
            return move(Place.SECONDARY, context);
        }
    },
    /** A failover, the rebuilding, the way back and the rebuilding again, under a load of its own. */
    GAME_DAY("a GameDay") {
        @Override
        List<Charge> charges(Context context) {
            List<Charge> charges = new ArrayList<>(move(Place.SECONDARY, context));
            charges.addAll(move(Place.PRIMARY, context));
            charges.add(assumed(context, "Load balancing", Place.PRIMARY, "alb.lcu-hour", "event.load-capacity-units"));
            charges.add(assumed(context, "Data transfer", Place.PRIMARY, "transfer.internet.gb", "event.load-out"));
            return charges;
        }
    };

    private static final String RDS = DatabaseRules.RDS;

    private final String title;

    Event(String title) {
        this.title = title;
    }

    /** As a heading names it. */
    public String title() {
        return title;
    }

    abstract List<Charge> charges(Context context);

    /** One change of the writer to a region, and the rebuilding of the other one. */
    private static List<Charge> move(Place to, Context context) {
        Place from = to == Place.PRIMARY ? Place.SECONDARY : Place.PRIMARY;
        List<Charge> charges = new ArrayList<>(tasks(to, context));
        charges.addAll(rebuild(from, to, context));
        charges.add(assumed(context, "Step Functions", to, "states.thousand", "event.transitions"));
        charges.add(assumed(context, "Lambda", to, "lambda.gb-second", "event.agent-gb-seconds"));
        charges.add(assumed(context, "CloudWatch", to, "logs.ingested.gb", "event.logs"));
        charges.add(assumed(context, "Data transfer", to, "transfer.other-region.gb", "event.objects"));
        return charges;
    }

    /** The new active region has as many tasks as the active one has; those of the old one are not taken off. */
    private static List<Charge> tasks(Place to, Context context) {
        Resource service = in(context, "aws_ecs_service", to);
        long extra = Math.max(
                0,
                in(context, "aws_ecs_service", Place.PRIMARY).number("desired_count")
                        - in(context, "aws_ecs_service", Place.SECONDARY).number("desired_count"));
        Assumptions.Assumption hours = context.assumptions().get("event.hours");
        return ComputeRules.taskHours(
                service.region(),
                context.stacks().referenced(service, service.text("task_definition")),
                hours.in(to).times(extra),
                ComputeRules.tasks(extra) + " more, " + hours.unit(),
                List.of(hours.key()));
    }

    /** The old database beside the new one, its final snapshot, and the copy of the data. */
    private static List<Charge> rebuild(Place from, Place to, Context context) {
        Resource old = in(context, "aws_db_instance", from);
        Assumptions.Assumption hours = context.assumptions().get("event.old-database-hours");
        Range gib = Range.exactly(DatabaseRules.storageGib(old, context));
        Range months = hours.in(from).times(Range.exactly(Context.divided(1, Context.HOURS)));
        return List.of(
                new Charge(
                        RDS,
                        old.region(),
                        DatabaseRules.instancePrice(old),
                        hours.in(from),
                        "the old database beside the new one, " + hours.unit(),
                        List.of(hours.key())),
                new Charge(
                        RDS,
                        old.region(),
                        "rds.gp3.gb-month",
                        gib.times(months),
                        "its storage, " + hours.unit(),
                        List.of(hours.key())),
                assumed(context, RDS, from, "rds.backup.gb-month", "event.final-snapshot"),
                assumed(context, "Data transfer", to, "transfer.other-region.gb", "event.copied-data"));
    }

    private static Charge assumed(Context context, String service, Place place, String what, String assumption) {
        Assumptions.Assumption use = context.assumptions().get(assumption);
        return new Charge(
                service, context.stacks().region(place), what, use.in(place), use.unit(), List.of(assumption));
    }

    private static Resource in(Context context, String type, Place place) {
        return context.stacks().resources(type).stream()
                .filter(resource -> resource.place() == place)
                .findFirst()
                .orElseThrow(() -> new CostException(
                        "the stacks have no " + type + " in " + context.stacks().region(place)));
    }
}
