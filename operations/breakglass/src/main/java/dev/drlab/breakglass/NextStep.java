package dev.drlab.breakglass;

import dev.drlab.contract.machine.ActivateInput;

/** What to do after an execution failed. Names are those that the definitions fail with. */
final class NextStep {
    private NextStep() {}

    /** One or two lines: what, and the command for it. */
    static String after(String error, ExecutionRequest request) {
        String again = request.command();
        return switch (error) {
            case "Locked" ->
                "let the other execution end, then run again: " + again
                        + "\nonly if it is surely dead (an execution in Step Functions: stop it there first): "
                        + forced(request);
            case "StaleDatabase" ->
                "this region's database missed commits of the other one: rebuild it, " + standby(request.region());
            case "RegionActive" -> "this region is the active one; to rebuild the other: " + standby("OTHER_REGION");
            case "PeerUnreachable" ->
                request.verb().equals(ExecutionRequest.ACTIVATE)
                        ? "when the other region can be read again: " + again + "\nif it is lost: " + unplanned(request)
                        : "when the other region can be read again: " + again;
            case "RunbookUnreadable" ->
                "check that drlab's orchestration is deployed in this region of this account, and that these credentials"
                        + " may ssm:GetParameter; then run again: " + again;
            case "Superseded" ->
                "find out which region is to be the writer (the newer epoch is another run's); run nothing again before";
            case "InvalidInput" -> "mend the input and run again";
            default -> "mend the cause and run again: " + again;
        };
    }

    /** After the region became the writer it has no standby. */
    static String afterActivate() {
        return "the other region is no standby now; when it is back: " + standby("OTHER_REGION");
    }

    private static String forced(ExecutionRequest request) {
        return request.input().path(ActivateInput.FORCE).asBoolean() ? request.command() : request.command("--force");
    }

    private static String standby(String region) {
        return "./drlab break-glass reprotect " + region + " --reason TEXT";
    }

    private static String unplanned(ExecutionRequest request) {
        return "./drlab break-glass activate " + request.region() + " --mode unplanned --reason TEXT";
    }
}
