package dev.drlab.cli.plan;

import dev.drlab.console.ExitCode;
import dev.drlab.console.OneLine;
import dev.drlab.planreview.report.MarkdownComment;
import dev.drlab.planreview.report.ReviewFiles;
import dev.drlab.planreview.report.ReviewJson;
import dev.drlab.planreview.report.RuleTable;
import dev.drlab.planreview.report.Sarif;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drlab plan review}: what plans would change, and what that means for recovery. */
@Command(
        name = "review",
        description = {
            "Says what Terraform's plans would change, and what that means for recovery.",
            "Reads the JSON of saved plans, of drlab's stacks or any others: terraform show -json plan.bin > plan.json."
                    + " stacks/plan --keep DIRECTORY leaves those of drlab's stacks.",
            "Prints Markdown for one comment on a pull request. Sensitive values are never printed."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no rule objects, or nothing would change",
            "1:at least one critical finding or warning: a person has to look",
            "2:could not run, or a plan could not be judged: no all-clear, whatever else was found"
        })
public final class PlanReviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "A plan of one stack. The stack has the file's name, or its directory's if it is plan.json.")
    private List<Path> files = List.of();

    @ArgGroup
    private Form form = new Form();

    static final class Form {
        @Option(names = "--json", description = "Print all of the review as JSON.")
        private boolean json;

        @Option(names = "--sarif", description = "Print the findings as SARIF 2.1.0.")
        private boolean sarif;

        @Option(names = "--rules", description = "Print the rules, and review nothing.")
        private boolean rules;
    }

    @Option(
            names = "--write",
            paramLabel = "DIR",
            description = "Write plan-review.md, plan-review.json and plan-review.sarif there too.")
    private Optional<Path> write = Optional.empty();

    @Option(
            names = "--stacks",
            paramLabel = "DIR",
            description =
                    "What cdktf synth wrote, such as cdktf.out: says which resources have prevent_destroy, which a"
                            + " plan does not. A cdk.tf.json beside a plan is read without this.")
    private Optional<Path> stacks = Optional.empty();

    @Option(
            names = "--expect",
            paramLabel = "STACK",
            description = "A stack in which changes are expected; may be repeated. A change in any other is a warning.")
    private Set<String> expected = Set.of();

    @Option(
            names = "--independent",
            paramLabel = "STACK",
            description = "A stack that must get along without the other region; may be repeated. Default: those of"
                    + " drlab's secondary region.")
    private Set<String> independent = Options.OF_THE_SECONDARY;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (form.rules) {
            out.print(RuleTable.markdown());
            out.flush();
            return ExitCode.TARGETS_MET;
        }
        if (files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "there is no plan to review: name the JSON of at least one, as --help says");
        }
        Review review = Review.of(files, stacks, new Options(expected, independent));
        try {
            if (write.isPresent()) {
                ReviewFiles.write(review, write.get());
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("drlab: " + write.get() + " cannot be written: " + OneLine.of(e));
            return ExitCode.COULD_NOT_RUN;
        }
        out.print(
                form.json
                        ? ReviewJson.of(review) + "\n"
                        : form.sarif ? Sarif.of(review) + "\n" : MarkdownComment.of(review));
        out.flush();
        review.unjudged()
                .forEach(each -> spec.commandLine()
                        .getErr()
                        .println("drlab: " + OneLine.of(each.file() + " cannot be judged: " + each.reason())));
        return exitCode(review);
    }

    private static int exitCode(Review review) {
        return switch (review.verdict()) {
            case NO_OBJECTION, NO_CHANGES -> ExitCode.TARGETS_MET;
            case CRITICAL, WARNING -> ExitCode.TARGET_MISSED;
            case NOT_JUDGED -> ExitCode.COULD_NOT_RUN;
        };
    }
}
