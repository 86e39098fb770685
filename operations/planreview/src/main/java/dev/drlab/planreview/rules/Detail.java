package dev.drlab.planreview.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.digest.Sha256;
import dev.drlab.planreview.plan.Value;

/**
 * The part of an object that a finding rests on. Holds no value that is sensitive: those are words here already.
 *
 * @param attribute path of an attribute; empty if the finding rests on the object as a whole
 * @param before what it is now, in words
 * @param after what it will be
 */
public record Detail(String attribute, String before, String after) {
    private static final int SHOWN_CHARACTERS = 100;
    private static final int SHOWN_HASH_DIGITS = 12;

    /** An attribute before and after. */
    static Detail of(String attribute, Value before, Value after) {
        return new Detail(attribute, words(before), words(after));
    }

    /** Something said about the object that is no attribute's value. */
    static Detail said(String text) {
        return new Detail("", "", text);
    }

    private static String words(Value value) {
        if (value.unknown()) {
            return "unknown until applied";
        }
        if (value.absent()) {
            return "not set";
        }
        return value.sensitive() ? "sensitive, not shown" : words(value.json());
    }

    /** Structures and long texts, such as definitions, by their hash: it is what can be compared with a report. */
    private static String words(JsonNode json) {
        String text = json.isValueNode() ? json.asText() : json.toString();
        return json.isValueNode() && text.length() <= SHOWN_CHARACTERS && !text.contains("\n")
                ? text
                : "SHA-256 " + Sha256.hex(text).substring(0, SHOWN_HASH_DIGITS) + "…";
    }
}
