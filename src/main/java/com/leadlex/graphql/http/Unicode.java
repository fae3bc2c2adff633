package com.leadlex.graphql.http;

/** JSON's escapes can spell half a surrogate pair: that is no text, and could not be written to an answer or to Leadlex. */
final class Unicode {

    private Unicode() {
    }

    /** @return the text itself */
    static String require(String text) throws Refusal {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || ++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    throw Refusal.badRequest("The request holds text that is not valid Unicode.");
                }
            }
        }
        return text;
    }
}
