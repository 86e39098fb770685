package dev.drlab.planreview.plan;

import java.util.Arrays;
import java.util.List;

/**
 * The action of Terraform on an object, by the list of actions in the plan.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format#change-representation">Change
 *     representation</a>
 */
public enum Action {
    NO_OP("no change", "no-op"),
    CREATE("create", "create"),
    READ("read", "read"),
    UPDATE("update", "update"),
    REPLACE("replace", "delete", "create"),
    REPLACE_CREATE_FIRST("replace, the new one first", "create", "delete"),
    DELETE("destroy", "delete"),
    FORGET("forget", "forget"),
    /** The new object is made, and the old one stays without being managed. */
    REPLACE_AND_FORGET("replace, the old one is forgotten", "create", "forget");

    private final String words;
    private final List<String> actions;

    Action(String words, String... actions) {
        this.words = words;
        this.actions = List.of(actions);
    }

    /**
     * The action of a list such as {@code ["delete", "create"]}.
     *
     * @throws PlanException if no version of the format known here has that list: what it does cannot be judged
     */
    public static Action of(List<String> actions) {
        return Arrays.stream(values())
                .filter(action -> action.actions.equals(actions))
                .findFirst()
                .orElseThrow(
                        () -> new PlanException(
                                "it has the actions " + actions
                                        + ", which are not known here: a newer drlab may know them, until then read the plan yourself"));
    }

    /** In a reader's words. */
    public String words() {
        return words;
    }

    /** Whether the object that is there now is destroyed. */
    public boolean destroys() {
        return this == DELETE || replacesAndDestroys();
    }

    /** Whether the object that is there now is destroyed, and another takes its place. */
    public boolean replacesAndDestroys() {
        return this == REPLACE || this == REPLACE_CREATE_FIRST;
    }

    /** Whether another takes the place of the object that is there now. */
    public boolean replaces() {
        return replacesAndDestroys() || this == REPLACE_AND_FORGET;
    }

    /** Whether there is another object once it is done. */
    public boolean makes() {
        return actions.contains("create");
    }

    /** Whether Terraform lets go of the object that is there now without destroying it. */
    public boolean forgets() {
        return this == FORGET || this == REPLACE_AND_FORGET;
    }

    /** Whether anything is other than before; reading a data source is not. */
    public boolean changes() {
        return this != NO_OP && this != READ;
    }
}
