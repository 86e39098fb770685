package dev.drlab.lab.activation;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs what {@code status} names, as it is written there. */
final class StatusCommands {
    private static final Pattern COMMAND =
            Pattern.compile("\\./drlab (restore|reprotect|activate) (\\S+?)( --rebuild| --mode unplanned)?([,.]|$)");

    private final TwoRegions regions;
    private final List<String> commands = new ArrayList<>();

    StatusCommands(TwoRegions regions) {
        this.regions = regions;
    }

    /** Runs the first command that is named; true when none is. */
    boolean nothingIsLeft() throws InterruptedException {
        List<String> sentences = LabStatus.of(regions.lab()).next();
        for (String sentence : sentences) {
            Matcher command = COMMAND.matcher(sentence);
            if (command.find()) {
                record(command.group() + ": " + run(command.group(1), command.group(2), command.group(3)));
                return false;
            }
        }
        return sentences.isEmpty();
    }

    /** Once for all that a command found nothing down: what starts by itself is being waited for, as long as that takes. */
    private void record(String done) {
        boolean again = !commands.isEmpty() && done.equals(commands.get(commands.size() - 1));
        if (!again || !done.endsWith(": false")) {
            commands.add(done);
        }
    }

    private String run(String verb, String region, String option) throws InterruptedException {
        try {
            return switch (verb) {
                case "restore" -> String.valueOf(regions.lab().restore(region));
                case "activate" ->
                    String.valueOf(regions.activate(
                            regions.lab().region(region), ActivateInput.unplanned("test", Instant.now())));
                default ->
                    String.valueOf(regions.lab()
                            .reprotect(
                                    region, new ReprotectInput("test", false, option != null), ExecutionListener.NONE));
            };
        } catch (LabException e) {
            return e.getMessage();
        }
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public String toString() {
        return commands.toString();
    }
}
