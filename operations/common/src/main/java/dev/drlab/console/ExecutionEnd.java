package dev.drlab.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.ActivateOutput;
import dev.drlab.contract.machine.ReprotectOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an execution that succeeded came to, in sentences. */
public final class ExecutionEnd {
    private ExecutionEnd() {}

    /** The first says what the region is now; the others what the reader must know beside it, one each. */
    public static List<String> sentences(String verb, JsonNode output) {
        String region = output.path("region").asText();
        return verb.equals("activate")
                ? activated(region, new ActivateOutput(output))
                : rebuilt(region, new ReprotectOutput(output));
    }

    private static List<String> activated(String region, ActivateOutput output) {
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "%s is the writer at epoch %d; it took writes %.1f s after the beginning.",
                region,
                output.epoch(),
                output.writableAfterSeconds().orElse(0)));
        output.fence()
                .ifPresent(fence -> sentences.add(
                        "The other region: record " + fence.record() + ", database " + fence.database() + "."));
        warn(output.warnings(), sentences);
        return List.copyOf(sentences);
    }

    private static List<String> rebuilt(String region, ReprotectOutput output) {
        List<String> sentences = new ArrayList<>();
        sentences.add(region + (output.alreadyProtected() ? " was" : " is") + " the standby of " + output.peer()
                + " at epoch " + output.epoch()
                + (output.alreadyProtected() ? " already; nothing was changed." : "."));
        output.snapshot().ifPresent(name -> sentences.add("The old database is kept as snapshot " + name + "."));
        output.kept().ifPresent(name -> sentences.add("The old database is kept as instance " + name + "."));
        if (!output.divergence().isEmpty()) {
            sentences.add("Divergence: " + DivergenceText.items(output.divergence()) + "; by its WAL: "
                    + DivergenceText.byWal(output.divergence()) + ".");
        }
        warn(output.warnings(), sentences);
        return List.copyOf(sentences);
    }

    private static void warn(List<String> warnings, List<String> sentences) {
        warnings.forEach(warning -> sentences.add("Warning: " + warning));
    }
}
