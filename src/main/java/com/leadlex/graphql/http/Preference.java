package com.leadlex.graphql.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One element of a header that lists a client's preferences, such as {@code Accept} (RFC 9110, sections 5.6.6 and 12.4.2).
 * Any text can be read: a malformed element has a value that fits nothing, or a weight of 0. Quotes are not interpreted.
 *
 * @param value in lower case, such as {@code application/json}
 * @param parameters in lower case, such as {@code charset=utf-8}, without the weight
 * @param weight 0 to 1; 0 is not acceptable
 */
public record Preference(String value, List<String> parameters, double weight) {

    /** A weight of RFC 9110, or one without its zero, such as {@code .2}, which Java's old HTTP client writes. */
    private static final Pattern WEIGHT = Pattern.compile("q=([01](?:\\.\\d{0,16})?|\\.\\d{1,16})");

    public static List<Preference> list(String header) {
        return Stream.of(header.toLowerCase(Locale.ROOT).split(",", -1)).map(Preference::of).toList();
    }

    /** True when its parameters name no other charset. */
    public boolean isUtf8() {
        return parameters.stream().map(parameter -> parameter.replace("\"", ""))
                .allMatch(parameter -> !parameter.startsWith("charset=") || parameter.matches("charset=utf-?8"));
    }

    private static Preference of(String element) {
        String[] parts = element.split(";", -1);
        List<String> parameters = new ArrayList<>(parts.length - 1);
        double weight = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                weight = weight(parameter);
            } else {
                parameters.add(parameter);
            }
        }
        return new Preference(parts[0].strip(), parameters, weight);
    }

    private static double weight(String parameter) {
        Matcher matcher = WEIGHT.matcher(parameter);
        double weight = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        return weight <= 1 ? weight : 0;
    }
}
