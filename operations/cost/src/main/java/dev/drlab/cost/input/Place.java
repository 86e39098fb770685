package dev.drlab.cost.input;

/** Which of the deployment's regions something is in; assumptions about use differ by it. */
public enum Place {
    /** The region that is active from the start. */
    PRIMARY,
    /** The warm standby. */
    SECONDARY,
    /** Neither: where AWS keeps what it has once. */
    ELSEWHERE
}
