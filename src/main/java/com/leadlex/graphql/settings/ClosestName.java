package com.leadlex.graphql.settings;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Finds the name that somebody who misspelt it may have meant. */
final class ClosestName {

    private ClosestName() {
    }

    static @Nullable String closest(String name, Set<String> names) {
        @Nullable
        String closest = null;
        int least = Integer.MAX_VALUE;
        for (String known : names) {
            int distance = distance(name, known);
            if (distance < least) {
                least = distance;
                closest = known;
            }
        }
        return closest;
    }

    /** Levenshtein's: the fewest characters to insert, delete or replace. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
