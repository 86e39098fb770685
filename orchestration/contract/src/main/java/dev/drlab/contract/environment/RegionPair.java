package dev.drlab.contract.environment;

/**
 * The two regions, as a program in one of them is told.
 *
 * @param own the program's own region
 * @param peer the other region
 */
public record RegionPair(String own, String peer) {
    private static final String OWN = Variables.REGION;
    private static final String PEER = Variables.PEER_REGION;

    /** Reads {@code DRLAB_REGION} and {@code DRLAB_PEER_REGION}; one that is missing, or naming the same twice, is a problem. */
    public static RegionPair from(EnvironmentReader in) {
        RegionPair pair = new RegionPair(in.text(OWN), in.text(PEER));
        if (!pair.own.isEmpty() && pair.own.equals(pair.peer)) {
            in.problem(PEER + " is the same as " + OWN + " ('" + pair.own + "'); name the other region");
        }
        return pair;
    }
}
