package dev.drlab.cost.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.environment.Variables;
import dev.drlab.cost.input.Assumptions;
import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Json;
import dev.drlab.cost.input.Range;
import dev.drlab.cost.input.Resource;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tasks, functions, state machines, schedules and the registries of their images. */
public final class ComputeRules {
    private static final String FARGATE = "Fargate";
    private static final String CLOUDWATCH = "CloudWatch";
    private static final int CPU_UNITS = 1024;
    private static final int MEBIBYTES = 1024;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int MILLION = 1_000_000;
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) minutes?\\)");

    private ComputeRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "aws_ecs_cluster", new Rule.Charged(ComputeRules::cluster),
                "aws_ecs_service", new Rule.Charged(ComputeRules::service),
                "aws_scheduler_schedule", new Rule.Charged(ComputeRules::schedule),
                "aws_appautoscaling_policy", new Rule.Charged(ComputeRules::scaling),
                "aws_lambda_function", new Rule.Charged(ComputeRules::function),
                "aws_sfn_state_machine", new Rule.Charged(ComputeRules::stateMachine),
                "aws_sqs_queue", new Rule.Charged(ComputeRules::queue),
                "aws_ecr_repository", new Rule.Charged(ComputeRules::registry),
                "aws_ecr_replication_configuration", new Rule.Charged(ComputeRules::registryReplication));
    }

    private static List<Charge> cluster(Resource cluster, Context context) {
        return hasInsights(cluster)
                ? List.of(context.assumed(CLOUDWATCH, cluster, "cloudwatch.metric.month", "insights.metrics"))
                : List.of();
    }

    private static boolean hasInsights(Resource cluster) {
        for (JsonNode setting : cluster.body().path("setting")) {
            if (setting.path("name").asText().equals("containerInsights")
                    && !setting.path("value").asText().equals("disabled")) {
                return true;
            }
        }
        return false;
    }

    private static List<Charge> service(Resource service, Context context) {
        Resource task = context.stacks().referenced(service, service.text("task_definition"));
        long count = service.number("desired_count");
        Range always = Range.exactly(count * Context.HOURS);
        Assumptions.Assumption extra = context.assumptions().get("service.extra-task-hours");
        List<Charge> charges = new ArrayList<>(taskHours(service.region(), task, always, tasks(count), List.of()));
        charges.addAll(
                taskHours(service.region(), task, extra.in(service.place()), extra.unit(), List.of(extra.key())));
        return charges;
    }

    /** So many tasks, in words. */
    public static String tasks(long count) {
        return count == 1 ? "one task" : count + " tasks";
    }

    /** Whether a schedule of the region starts tasks: those of the verifier. */
    static boolean runTasks(Context context, String region) {
        return context.stacks().resources("aws_scheduler_schedule").stream()
                .anyMatch(schedule -> schedule.region().equals(region)
                        && !isOff(schedule)
                        && schedule.body().path("target").has("ecs_parameters"));
    }

    private static boolean isOff(Resource schedule) {
        return schedule.body().path("state").asText().equals("DISABLED");
    }

    /** Tasks are paid from the pull of the image to the end of the last container, by the second; then what they publish. */
    private static List<Charge> schedule(Resource schedule, Context context) {
        if (isOff(schedule)) {
            return List.of();
        }
        long runs = Context.HOURS * 60L / minutes(schedule);
        Charge starts = Charge.fixed(
                "EventBridge Scheduler",
                schedule.region(),
                "scheduler.million",
                Range.exactly(Context.divided(runs, MILLION)),
                runs + " runs");
        JsonNode target = schedule.body().path("target").path("ecs_parameters");
        if (target.isMissingNode()) {
            return List.of(starts); // what it starts is a function, which is charged as such
        }
        Resource task = context.stacks()
                .referenced(schedule, target.path("task_definition_arn").asText());
        long seconds = runSeconds(task);
        Assumptions.Assumption start = context.assumptions().get("verifier.start-seconds");
        Range hours = Range.exactly(seconds)
                .plus(start.in(schedule.place()))
                .times(Range.exactly(Context.divided(runs, SECONDS_PER_HOUR)));
        String basis = runs + " runs of " + seconds + " s, and " + start.unit();
        List<Charge> charges = new ArrayList<>(taskHours(schedule.region(), task, hours, basis, List.of(start.key())));
        charges.add(starts);
        charges.add(context.assumed(CLOUDWATCH, schedule, "cloudwatch.metric.month", "verifier.metrics"));
        charges.add(context.assumed(CLOUDWATCH, schedule, "cloudwatch.thousand-requests", "verifier.publications"));
        if (hasInsights(context.stacks()
                .referenced(schedule, schedule.body().at("/target/arn").asText()))) {
            charges.add(context.assumed(CLOUDWATCH, schedule, "cloudwatch.metric.month", "verifier.insights"));
        }
        return charges;
    }

    private static long minutes(Resource schedule) {
        Matcher rate = RATE.matcher(schedule.text("schedule_expression"));
        if (!rate.matches()) {
            throw new CostException(
                    schedule + " runs at " + schedule.text("schedule_expression") + "; only rate(N minutes) is priced");
        }
        return Long.parseLong(rate.group(1));
    }

    private static long runSeconds(Resource task) {
        for (JsonNode variable : containers(task).path(0).path("environment")) {
            if (variable.path("name").asText().equals(Variables.DURATION_SECONDS)) {
                return Long.parseLong(variable.path("value").asText());
            }
        }
        throw new CostException(
                task + " has no " + Variables.DURATION_SECONDS + ": how long a scheduled run lasts is unknown");
    }

    private static JsonNode containers(Resource task) {
        try {
            return Json.parse(task.text("container_definitions"));
        } catch (IOException e) {
            throw new CostException(task + " has container definitions that are no JSON", e);
        }
    }

    /** Processor and memory of a task for so many hours. */
    public static List<Charge> taskHours(
            String region, Resource task, Range hours, String basis, List<String> assumptions) {
        String architecture =
                task.body().path("runtime_platform").path("cpu_architecture").asText("X86_64");
        String kind = architecture.equals("ARM64") ? "arm" : "x86";
        BigDecimal processors = Context.divided(task.number("cpu"), CPU_UNITS);
        BigDecimal gib = Context.divided(task.number("memory"), MEBIBYTES);
        return List.of(
                new Charge(
                        FARGATE,
                        region,
                        "fargate." + kind + ".vcpu-hour",
                        hours.times(Range.exactly(processors)),
                        basis + ", " + plain(processors) + " vCPU",
                        assumptions),
                new Charge(
                        FARGATE,
                        region,
                        "fargate." + kind + ".gb-hour",
                        hours.times(Range.exactly(gib)),
                        basis + ", " + plain(gib) + " GiB",
                        assumptions));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Application Auto Scaling makes the alarms of target tracking, one to scale out and one to scale in. */
    private static List<Charge> scaling(Resource policy, Context context) {
        return List.of(Charge.fixed(
                CLOUDWATCH,
                policy.region(),
                "cloudwatch.alarm.month",
                Range.exactly(2),
                "the two alarms that target tracking makes"));
    }

    private static List<Charge> function(Resource function, Context context) {
        String which = function.text("function_name").endsWith("-readiness") ? "readiness" : "agent";
        Assumptions.Assumption calls = context.assumptions().get(which + ".calls");
        Assumptions.Assumption seconds = context.assumptions().get(which + ".seconds");
        Range count = calls.in(function.place());
        Range gib = Range.exactly(Context.divided(function.number("memory_size"), MEBIBYTES));
        return List.of(
                new Charge(
                        "Lambda",
                        function.region(),
                        "lambda.million",
                        count.times(Range.exactly(Context.divided(1, MILLION))),
                        calls.unit(),
                        List.of(calls.key())),
                new Charge(
                        "Lambda",
                        function.region(),
                        "lambda.gb-second",
                        count.times(seconds.in(function.place())).times(gib),
                        calls.unit() + ", " + seconds.unit(),
                        List.of(calls.key(), seconds.key())));
    }

    private static List<Charge> stateMachine(Resource machine, Context context) {
        return List.of(context.assumed("Step Functions", machine, "states.thousand", "states.transitions"));
    }

    private static List<Charge> queue(Resource queue, Context context) {
        return List.of(context.assumed("SQS", queue, "sqs.million", "dead-letters.requests"));
    }

    private static List<Charge> registry(Resource repository, Context context) {
        return List.of(context.assumed("ECR", repository, "ecr.gb-month", "registry.stored"));
    }

    private static List<Charge> registryReplication(Resource replication, Context context) {
        return List.of(
                context.assumed("Data transfer", replication, "transfer.other-region.gb", "registry.replicated"));
    }
}
