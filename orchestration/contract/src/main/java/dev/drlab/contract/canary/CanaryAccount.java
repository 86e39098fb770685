package dev.drlab.contract.canary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * The account of a verifier's canaries after a move. Its components are the members' names in every JSON that tells it.
 *
 * @param acked commits acknowledged by the old primary
 * @param lost of those, missing from the promoted database
 * @param lostSeconds between the last acknowledged and the last surviving one, on the timeline where that is longest; 0 when
 *     none was lost
 * @param unackedSurvivors rows that survive though their acknowledgement never arrived; allowed
 * @param holes of the lost ones, those with a survivor that began after their acknowledgement; never expected
 * @param lostWhole whether, of one timeline, none survives: lostSeconds is the least that was lost then. In JSON that does
 *     not say, whether none at all does
 */
public record CanaryAccount(
        long acked, long lost, double lostSeconds, long unackedSurvivors, long holes, Boolean lostWhole) {
    private static final JsonMapper JSON = Json.mapper();

    /** @throws IllegalArgumentException if a count is negative, a part exceeds its whole, or a loss of none is whole */
    public CanaryAccount {
        partOf("lost", lost, "acked", acked);
        partOf("holes", holes, "lost", lost);
        partOf("unackedSurvivors", unackedSurvivors, "all numbers", Long.MAX_VALUE);
        if (!Double.isFinite(lostSeconds) || lostSeconds < 0 || (lost == 0 && lostSeconds != 0)) {
            throw new IllegalArgumentException(
                    "canaries.lostSeconds is " + lostSeconds + " although canaries.lost is " + lost);
        }
        if (lost == 0 && Boolean.TRUE.equals(lostWhole)) {
            throw new IllegalArgumentException("canaries.lostWhole is true although canaries.lost is 0");
        }
        lostWhole = Boolean.TRUE.equals(lostWhole) || (lost > 0 && acked == lost);
    }

    /** Of JSON that does not say whether of a timeline none survives. */
    public CanaryAccount(long acked, long lost, double lostSeconds, long unackedSurvivors, long holes) {
        this(acked, lost, lostSeconds, unackedSurvivors, holes, null);
    }

    /** The members without which JSON tells no account: a figure that is not there is not 0. */
    public static List<String> members() {
        return Arrays.stream(CanaryAccount.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /**
     * The account in an object that may have other members too.
     *
     * @throws IllegalArgumentException if one of {@link #members} is missing, or no account has such figures
     */
    public static CanaryAccount read(JsonNode object) {
        ObjectNode figures = JSON.createObjectNode();
        for (String member : members()) {
            if (!object.hasNonNull(member)) {
                throw new IllegalArgumentException("the account of the canaries does not say " + member);
            }
            figures.set(member, object.get(member));
        }
        try {
            return JSON.treeToValue(figures, CanaryAccount.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** As an object, to which members may be added. */
    public ObjectNode json() {
        return JSON.valueToTree(this);
    }

    /** Acknowledged rows that the promoted database has. */
    public long survived() {
        return acked - lost;
    }

    private static void partOf(String partName, long part, String wholeName, long whole) {
        if (part < 0 || whole < 0) {
            throw new IllegalArgumentException("canaries." + partName + " is " + part + " of " + whole + ", below 0");
        }
        if (part > whole) {
            throw new IllegalArgumentException(
                    "canaries." + partName + " is " + part + ", more than canaries." + wholeName + " " + whole);
        }
    }
}
