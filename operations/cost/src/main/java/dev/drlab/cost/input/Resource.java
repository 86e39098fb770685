package dev.drlab.cost.input;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One resource of a synthesized stack.
 *
 * @param stack the stack's name
 * @param type such as {@code aws_nat_gateway}
 * @param name Terraform's name for it
 * @param region code of the region in which it is
 * @param place which of the deployment's regions that is
 * @param body its arguments
 */
public record Resource(String stack, String type, String name, String region, Place place, JsonNode body) {
    /**
     * A whole number among the arguments, whether it is written as one or as text.
     *
     * @throws CostException if it is none
     */
    public long number(String argument) {
        JsonNode value = body.path(argument);
        try {
            return value.isNumber() ? value.longValue() : Long.parseLong(value.asText());
        } catch (NumberFormatException e) {
            throw new CostException(this + ": " + argument + " is " + value + ", which is no whole number", e);
        }
    }

    /**
     * A text among the arguments.
     *
     * @throws CostException if there is none
     */
    public String text(String argument) {
        if (!body.path(argument).isTextual()) {
            throw new CostException(this + " has no " + argument);
        }
        return body.path(argument).asText();
    }

    @Override
    public String toString() {
        return stack + ": " + type + "." + name;
    }
}
