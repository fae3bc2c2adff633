package com.leadlex.graphql.http.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One element of a header that lists what a client likes, such as {@code Accept} (RFC 9110, sections 5.6.6 and 12.4.2). Any
 * text can be read: an element that makes no sense has a value that fits nothing, or a weight of 0.
 *
 * @param value in lower case, such as {@code application/json}
 * @param parameters in lower case, such as {@code charset=utf-8}, without the weight
 * @param weight 0 to 1; 0 is not acceptable
 */
public record Preference(String value, List<String> parameters, double weight) {

    public static List<Preference> list(String header) {
        List<Preference> all = new ArrayList<>();
        for (String element : split(header.toLowerCase(Locale.ROOT), ',')) {
            all.add(of(split(element, ';')));
        }
        return all;
    }

    /** True when its parameters name no other charset. */
    public boolean isUtf8() {
        return parameters.stream().map(parameter -> parameter.replace("\"", ""))
                .allMatch(it -> !it.startsWith("charset=") || it.equals("charset=utf-8") || it.equals("charset=utf8"));
    }

    private static Preference of(List<String> parts) {
        List<String> parameters = List.of();
        double weight = 1;
        for (String part : parts.subList(1, parts.size())) {
            if (part.startsWith("q=")) {
                weight = weight(part.substring(2));
            } else if (!part.isEmpty()) {
                parameters = parameters.isEmpty() ? new ArrayList<>(2) : parameters;
                parameters.add(part);
            }
        }
        return new Preference(parts.get(0), parameters, weight);
    }

    /** Java's own client of old writes {@code .2}. */
    private static double weight(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 16
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
        try {
            double weight = digits ? Double.parseDouble(text) : 0;
            return weight <= 1 ? weight : 0;
        } catch (NumberFormatException twoDots) {
            return 0;
        }
    }

    /** @return at least one part, each without blanks around it; a separator in quotes does not separate */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>(4);
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
