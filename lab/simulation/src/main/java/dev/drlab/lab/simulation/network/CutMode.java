package dev.drlab.lab.simulation.network;

/** The effect of a cut link on the connections that pass through it. */
public enum CutMode {
    /**
     * Packets vanish, as in a real partition: established connections fall silent, new ones get no answer, and what
     * survives until the link heals goes on where it stopped. (One difference to a real network: the sender's kernel
     * sees its bytes acknowledged by the relay's kernel until buffers are full, so TCP's own retransmission time-outs do
     * not fire; those of the application do.)
     */
    BLACK_HOLE,
    /** Established connections are reset, new ones are refused, as by a firewall that rejects. */
    RESET
}
