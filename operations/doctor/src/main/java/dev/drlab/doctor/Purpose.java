package dev.drlab.doctor;

import java.util.Locale;

/** The uses of drlab; each needs things of its own. */
public enum Purpose {
    /** Every command. */
    ANY("every command"),
    /** Rehearsals and labs on this machine. */
    LAB("rehearse, soak, bench, up"),
    /** Commands that act on a deployment or look at it. */
    AWS("readiness, drill, break-glass, s3"),
    /** The stacks. */
    DEPLOY("stacks/deploy, drlab cost");

    private final String commands;

    Purpose(String commands) {
        this.commands = commands;
    }

    /** As it is written on a command line, such as {@code lab}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The commands that have it. */
    public String commands() {
        return commands;
    }
}
