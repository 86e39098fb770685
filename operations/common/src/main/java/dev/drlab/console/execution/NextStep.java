package dev.drlab.console.execution;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ErrorNames;
import java.util.List;

/** The next step after an execution. */
final class NextStep {
    private final Place place;
    private final ExecutionRequest request;

    NextStep(Place place, ExecutionRequest request) {
        this.place = place;
        this.request = request;
    }

    /** One or two lines: what, and the command for it. */
    String afterFailure(String error) {
        String again = place.command(request.words());
        return switch (error) {
            case ErrorNames.LOCKED ->
                "let the other execution end, then run again: " + again
                        + "\nonly if it is surely dead (an execution in Step Functions: stop it there first): "
                        + forced();
            case ErrorNames.STALE_DATABASE ->
                "this region's database missed commits of the other one: rebuild it, " + standby(request.region());
            case ErrorNames.REGION_ACTIVE ->
                "this region is the active one; to rebuild the other: " + standby("OTHER_REGION");
            case ErrorNames.PEER_UNREACHABLE ->
                "when the other region can be read again: " + again
                        + (request.verb().equals(ExecutionRequest.ACTIVATE) ? "\nif it is lost: " + unplanned() : "");
            case ErrorNames.RUNBOOK_UNREADABLE ->
                "check that drlab's orchestration is deployed in this region of this account, and that these credentials"
                        + " may ssm:GetParameter; then run again: " + again;
            case ErrorNames.SUPERSEDED -> "find out which region is to be the writer, and run nothing before";
            case ErrorNames.PEER_OPENED_MEANWHILE ->
                "this region has authority and may not take writes yet: run again, which closes the other database: "
                        + again + "\nthen account for what only that has: " + standby("OTHER_REGION");
            case ErrorNames.INVALID_INPUT -> "mend the input and run again";
            default -> "mend the cause and run again: " + again;
        };
    }

    /** After the region became the writer it has no standby. */
    String afterActivate() {
        return "the other region is no standby now; when it is back: " + standby("OTHER_REGION");
    }

    private String forced() {
        return place.command(
                request.input().path(ActivateInput.FORCE).asBoolean() ? request.words() : request.words("--force"));
    }

    private String standby(String region) {
        return place.command(List.of(ExecutionRequest.REPROTECT, region, "--reason", "TEXT"));
    }

    private String unplanned() {
        return place.command(
                List.of(ExecutionRequest.ACTIVATE, request.region(), "--mode", "unplanned", "--reason", "TEXT"));
    }
}
