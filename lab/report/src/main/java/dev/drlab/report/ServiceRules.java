package dev.drlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a rehearsal failed its clients: the service came back late, not in full, or broke again; over the whole run. */
final class ServiceRules {
    private ServiceRules() {}

    /** One sentence for each target that was missed; empty when none was. */
    static List<String> reasons(Report report) {
        List<String> reasons = new ArrayList<>();
        recovery(report.rto()).ifPresent(reasons::add);
        List<ServiceLeg> legs = report.availability().legs();
        boolean first = true;
        for (ServiceLeg leg : legs) {
            if (leg.fullRecovery() != null) {
                if (!first) { // the first is the recovery time's
                    laterMove(leg, report.rto().targetSeconds()).ifPresent(reasons::add);
                }
                first = false;
            }
            gap(leg).ifPresent(reasons::add);
            share(leg).ifPresent(reasons::add);
        }
        return reasons;
    }

    private static Optional<String> recovery(Report.Rto rto) {
        if (rto.seconds() == null) {
            return Optional.of(
                    "The service did not come back within " + Quantity.duration(rto.gaveUpAfterSeconds()) + ".");
        }
        if (rto.fullRecovery() != null && !rto.fullRecovery().reached()) {
            return Optional.of("The service was not fully back" + notReached(rto.fullRecovery()));
        }
        return rto.met()
                ? Optional.empty()
                : Optional.of(
                        "Recovery took " + Quantity.duration(rto.judgedSeconds().orElseThrow())
                                + ", more than the target of " + Quantity.duration(rto.targetSeconds()) + ".");
    }

    private static Optional<String> laterMove(ServiceLeg leg, double targetSeconds) {
        FullRecovery full = leg.fullRecovery();
        if (!full.reached()) {
            return Optional.of("After '" + leg.name() + "' the service was not fully back" + notReached(full));
        }
        return full.within(targetSeconds)
                ? Optional.empty()
                : Optional.of("After '" + leg.name() + "' recovery took " + Quantity.duration(full.seconds())
                        + ", more than the target of " + Quantity.duration(targetSeconds) + ".");
    }

    private static String notReached(FullRecovery full) {
        return " within " + Quantity.duration(full.watchedSeconds()) + ": at no moment did every whole second that"
                + " followed have 99 % of its requests accepted (" + Quantity.number(full.failed()) + " of "
                + Quantity.count(full.requests(), "request") + " failed).";
    }

    private static Optional<String> gap(ServiceLeg leg) {
        ServiceLeg.Judged judged = leg.judged();
        return judged.gapMet()
                ? Optional.empty()
                : Optional.of(capital(part(leg)) + " no write was accepted for "
                        + Quantity.duration(judged.longestWriteGapSeconds()) + ", more than the target of "
                        + Quantity.duration(judged.gapTargetSeconds()) + ".");
    }

    private static Optional<String> share(ServiceLeg leg) {
        ServiceLeg.Judged judged = leg.judged();
        if (judged.failedShareMet()) {
            return Optional.empty();
        }
        return Optional.of(
                judged.requests() == 0
                        ? capital(part(leg)) + " no request was sent, so nothing was seen to succeed."
                        : capital(part(leg)) + " " + Quantity.percentUp(judged.failedShare()) + " of "
                                + Quantity.count(judged.requests(), "request") + " failed, more than the target of "
                                + Quantity.percentUp(judged.failedShareTarget()) + ".");
    }

    /** Such as {@code in 'switchover back', since: start of activate,}. */
    private static String part(ServiceLeg leg) {
        return "in '" + leg.name() + "', since: " + leg.judged().since() + ",";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
