package dev.drlab.infra.observability.alarm;

/** How an alarm counts a period without data. */
enum Missing {
    /** Silence is the fault. */
    BREACHING("breaching"),
    /** Silence is normal, for example of a metric that exists in one role only. */
    NOT_BREACHING("notBreaching");

    private final String argument;

    Missing(String argument) {
        this.argument = argument;
    }

    String argument() {
        return argument;
    }
}
