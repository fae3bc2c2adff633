package com.leadlex.graphql.json;

/**
 * What Leadlex answered with.
 *
 * @param isWellFormed whether no text in it can hold half of a surrogate pair
 */
public record JsonBody(byte[] bytes, boolean isWellFormed) {

    public static JsonBody of(byte[] bytes) {
        return new JsonBody(bytes, WellFormed.isSure(bytes));
    }

    /** @return a text of this body, with U+FFFD for each lone surrogate */
    public String wellFormed(String text) {
        return isWellFormed ? text : WellFormed.text(text);
    }
}
