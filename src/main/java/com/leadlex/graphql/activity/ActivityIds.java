package com.leadlex.graphql.activity;

/**
 * Which ids can be asked for. An id becomes one path segment, so it is limited to RFC 3986's unreserved characters
 * (section 2.3) and must not be a dot segment (section 5.2.4): nothing then needs escaping and no path can be climbed.
 */
public final class ActivityIds {

    public static final int MAX_LENGTH = 128;
    public static final String RULE = "An activity id is 1 to 128 characters of A-Z a-z 0-9 - . _ ~, and not '.' or '..'.";

    private ActivityIds() {
    }

    public static boolean isValid(String id) {
        int length = id.length();
        if (length == 0 || length > MAX_LENGTH || id.equals(".") || id.equals("..")) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isUnreserved(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.'
                || c == '~';
    }
}
