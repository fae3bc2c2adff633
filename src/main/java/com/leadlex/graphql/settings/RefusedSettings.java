package com.leadlex.graphql.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.leadlex.LeadlexClient;

/** Settings of Quarkus and of Java that would carry a key to somebody else, or write it, or what a caller asks for, down. */
final class RefusedSettings {

    /** What Quarkus knows the client of Leadlex by: {@code quarkus.rest-client.NAME.option} and {@code NAME/mp-rest/option}. */
    private static final List<String> CLIENT = List.of("leadlex", LeadlexClient.class.getName(),
            LeadlexClient.class.getSimpleName());
    private static final String URL = "quarkus.rest-client.leadlex.url";
    private static final Pattern OWN_HEADER = Pattern.compile("quarkus.rest.client.*\\bheaders\\.+authorization\\.?");
    /** Address, size, method, status, protocol, time and duration: nothing that has the URL or a header in it. */
    private static final Pattern HARMLESS_PATTERN = Pattern.compile("([^%]|%[aAbBDhHmpsStTv]|%\\{time,[^}]*})*");
    private static final Pattern NAMED_PATTERN = Pattern.compile("common|combined|long");
    private static final Pattern PLAIN_TEXT = Pattern.compile("\\b(all|record|plaintext|packet|data)\\b");

    private static final Predicate<String> ANY = value -> true;

    /** One row: names of a setting, which of its values are refused, and what to say after the name. */
    private record Row(List<String> names, Predicate<String> isRefused, String must) {

        static Row of(String name, Predicate<String> isRefused, String must) {
            return new Row(List.of(name), isRefused, must);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(namesOfClient("follow-redirects"), not("false"), " must be false: a redirect would carry keys elsewhere."),
            new Row(namesOfClient("logging.scope"), not("none"), " must be none: the log would have keys in it."),
            new Row(namesOfClient("verify-host"), not("true"), " must be true: keys would go to whoever answers."),
            new Row(namesOfClient("hostname-verifier"), ANY, " must not be set: keys could go to whoever answers."),
            new Row(namesOfClient("uri"), ANY, " must not be set: LEADLEX_URL says where Leadlex is."),
            new Row(namesOfClient("override-uri"), ANY, " must not be set: LEADLEX_URL says where Leadlex is."),
            Row.of("quarkus.tls.trust-all", not("false"), " must be false: keys would go to whoever answers."),
            Row.of("quarkus.tls.hostname-verification-algorithm", "NONE"::equalsIgnoreCase,
                    " must not be NONE: keys would go to whoever answers."),
            Row.of("quarkus.otel.instrument.vertx-http", not("false"),
                    " must be false: spans would have what callers ask for."),
            Row.of("javax.net.debug", value -> PLAIN_TEXT.matcher(value).find(),
                    " must not show what is sent, only such as ssl:handshake: the log would have keys in it."));

    private RefusedSettings() {
    }

    /**
     * One line for each setting that is refused.
     *
     * @param names of all properties and variables that are set
     * @param value the value of a property; null when it is not set
     */
    static List<String> mistakes(Collection<String> names, UnaryOperator<@Nullable String> value) {
        List<String> mistakes = new ArrayList<>();
        for (Row row : ROWS) {
            // One of them: Quarkus gives the other names of a client's option the same value.
            row.names().stream().filter(name -> matches(value.apply(name), row.isRefused())).findFirst()
                    .ifPresent(name -> mistakes.add(name + row.must()));
        }
        // Quarkus gives the other names the value of the one that LEADLEX_URL stands for.
        namesOfClient("url").stream().filter(name -> matches(value.apply(name), url -> !url.equals(value.apply(URL))))
                .forEach(name -> mistakes.add(name + " must not be set: LEADLEX_URL says where Leadlex is."));
        namesOfClient("tls-configuration-name").stream().map(value).filter(bucket -> bucket != null).distinct()
                .flatMap(
                        bucket -> Stream.of("quarkus.tls." + bucket + ".trust-all", "quarkus.tls.\"" + bucket + "\".trust-all"))
                .filter(name -> matches(value.apply(name), not("false")))
                .forEach(name -> mistakes.add(name + " must be false: keys would go to whoever answers."));
        names.stream().filter(name -> OWN_HEADER.matcher(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".")).matches())
                .forEach(name -> mistakes.add(name + " must not be set: the caller's key goes to Leadlex in that header."));
        if ("true".equalsIgnoreCase(value.apply("quarkus.http.access-log.enabled"))) {
            String pattern = value.apply("quarkus.http.access-log.pattern");
            if (pattern == null || NAMED_PATTERN.matcher(pattern).matches() || !HARMLESS_PATTERN.matcher(pattern).matches()) {
                mistakes.add(
                        "quarkus.http.access-log.pattern must be set, and made of %a, %b, %D, %H, %m, %s, %t and %T: the log"
                                + " would have keys, or what callers ask for, in it. Each operation has a line of its own.");
            }
        }
        return mistakes;
    }

    /** All names of an option of the client, with and without quotes, for all clients, and MicroProfile's. */
    static List<String> namesOfClient(String option) {
        String camelCase = Pattern.compile("-(.)").matcher(option).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        return Stream.concat(Stream.of("quarkus.rest-client." + option), CLIENT.stream().flatMap(client -> Stream.of(
                "quarkus.rest-client." + client + "." + option, "quarkus.rest-client.\"" + client + "\"." + option,
                client + "/mp-rest/" + camelCase))).toList();
    }

    private static boolean matches(@Nullable String value, Predicate<String> isRefused) {
        return value != null && isRefused.test(value);
    }

    private static Predicate<String> not(String harmless) {
        return value -> !value.equalsIgnoreCase(harmless);
    }
}
