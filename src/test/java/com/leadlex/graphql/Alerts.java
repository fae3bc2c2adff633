package com.leadlex.graphql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What {@code docker/observability/alerts.yml} asks for. */
final class Alerts {

    private static final Pattern SELECTOR = Pattern.compile("\\b((?:facade|leadlex)_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");

    /** A counter or gauge as it was scraped. */
    private record Series(String name, Map<String, String> labels, double value) {
    }

    private Alerts() {
    }

    /**
     * Before anything has happened: a counter that is born at 1 has no increase, and its alert is silent.
     *
     * @param scrape the metrics
     */
    static void assertEachSeriesIsThereAtZero(String scrape) throws IOException {
        List<Series> scraped = scrape.lines().filter(line -> !line.startsWith("#")).map(Alerts::series).toList();
        List<String> operations = List.of("Activity", "ActivityErrors", "ActivityTypes", "other");
        int selectors = 0;
        for (Matcher selector = SELECTOR.matcher(expressions()); selector.find(); selectors++) {
            String name = selector.group(1);
            String labels = selector.group(2) == null ? "" : selector.group(2);
            List<Series> found = scraped.stream().filter(it -> it.name.equals(name) && matches(labels, it.labels)).toList();
            assertTrue(!found.isEmpty(), "There is none of " + selector.group());
            assertTrue(found.stream().allMatch(it -> it.value == 0), found::toString);
            if (name.startsWith("facade_operations")) {
                assertEquals(operations, found.stream().map(it -> it.labels.get("operation")).distinct().sorted().toList());
            }
        }
        assertTrue(selectors >= 8, "found only " + selectors);
        for (String outcome : List.of("upstream_error", "upstream_unavailable", "upstream_timeout",
                "upstream_invalid_response")) {
            assertTrue(scraped.stream().anyMatch(it -> it.name.equals("leadlex_calls_seconds_count")
                    && outcome.equals(it.labels.get("outcome"))), outcome);
        }
    }

    /** Without the annotations, which speak of metrics in words. */
    private static String expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("docker/observability/alerts.yml"))) {
            String start = line.strip();
            inside = start.startsWith("expr:") || inside && !start.startsWith("for:") && !start.startsWith("labels:");
            if (inside) {
                expressions.add(line);
            }
        }
        return String.join("\n", expressions);
    }

    private static Series series(String line) {
        int end = line.lastIndexOf(' ');
        int brace = line.indexOf('{');
        return new Series(line.substring(0, brace < 0 ? end : brace), labels(line.substring(0, end)),
                Double.parseDouble(line.substring(end)));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        for (Matcher label = LABEL.matcher(text); label.find();) {
            labels.put(label.group(1), label.group(3));
        }
        return labels;
    }

    private static boolean matches(String selector, Map<String, String> labels) {
        return LABEL.matcher(selector).results().allMatch(label -> {
            String value = labels.getOrDefault(label.group(1), "");
            return label.group(2).equals("=") ? value.equals(label.group(3)) : value.matches(label.group(3));
        });
    }
}
