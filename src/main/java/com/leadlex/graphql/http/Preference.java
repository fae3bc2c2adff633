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

    /** A weight of RFC 9110, or a weight without its zero, such as {@code .2}, which Java's old HTTP client writes. */
    private static final Pattern WEIGHT_PARAMETER = Pattern.compile("q=([01](?:\\.\\d{0,16})?|\\.\\d{1,16})");

    public static List<Preference> parseHeader(String header) {
        return Stream.of(header.toLowerCase(Locale.ROOT).split(",", -1)).map(Preference::parseElement).toList();
    }

    /** True when the parameters of the element name no charset but UTF-8. */
    public boolean isUtf8() {
        return parameters.stream().map(parameter -> parameter.replace("\"", ""))
                .allMatch(parameter -> !parameter.startsWith("charset=") || parameter.matches("charset=utf-?8"));
    }

    private static Preference parseElement(String element) {
        String[] elementParts = element.split(";", -1);
        List<String> parameters = new ArrayList<>(elementParts.length - 1);
        double weight = 1;
        for (int partIndex = 1; partIndex < elementParts.length; partIndex++) {
            String parameter = elementParts[partIndex].strip();
            if (parameter.startsWith("q=")) {
                weight = parseWeight(parameter);
            } else {
                parameters.add(parameter);
            }
        }
        return new Preference(elementParts[0].strip(), parameters, weight);
    }

    private static double parseWeight(String parameter) {
        Matcher weightMatcher = WEIGHT_PARAMETER.matcher(parameter);
        double weight = weightMatcher.matches() ? Double.parseDouble(weightMatcher.group(1)) : 0;
        return weight <= 1 ? weight : 0;
    }
}
