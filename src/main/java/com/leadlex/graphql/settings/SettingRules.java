package com.leadlex.graphql.settings;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.AuthCheck;
import com.leadlex.graphql.leadlex.LeadlexClient;

/**
 * Rules beyond those of a setting's type. Settings of Quarkus that users set most get a plain sentence before Quarkus fails;
 * settings of Quarkus and Java that would send a key elsewhere, or log a key or an id, are refused.
 */
final class SettingRules {

    private static final String URL = "quarkus.rest-client.leadlex.url";
    private static final String ACCESS_LOG = "quarkus.http.access-log.pattern";
    private static final String TOTAL = "leadlex.timeout.total";
    private static final Set<String> REDIS = Set.of("redis", "rediss");
    /** Names of the Leadlex client in {@code quarkus.rest-client.NAME.option} and {@code NAME/mp-rest/option}. */
    private static final List<String> CLIENT = List.of("leadlex", LeadlexClient.class.getName(),
            LeadlexClient.class.getSimpleName());
    private static final Pattern ALGORITHM = Pattern.compile("[RPE]S(256|384|512)|EdDSA");
    private static final Pattern OWN_HEADER = Pattern.compile("quarkus.rest.client.*\\bheaders\\.+authorization\\.?");
    /** Address, size, method, status, protocol, time and duration: no URL and no header. */
    private static final Pattern HARMLESS_LOG = Pattern.compile("([^%]|%[aAbBDhHmpsStTv]|%\\{time,[^}]*})*");
    private static final Pattern NAMED_LOG = Pattern.compile("common|combined|long");
    private static final Pattern PLAIN_TEXT = Pattern.compile("\\b(all|record|plaintext|packet|data)\\b");
    private static final String BY_LEADLEX_URL = " must not be set: LEADLEX_URL says where Leadlex is.";
    private static final String TO_ANY_SERVER = "keys would go to any server that answers.";

    private static final List<Rule> FIXED = List.of(
            Rule.of("quarkus.http.port", value -> Rule.isWhole(value, 0, Url.LARGEST_PORT),
                    " must be a port from 1 to " + Url.LARGEST_PORT + ", or 0 for any free one."),
            new Rule(List.of("LEADLEX_URL", "leadlex.url", URL), SettingRules::isBase,
                    " must be an absolute http or https URL with a host without underscore, a port from 1 to 65535 or none, and"
                            + " without user, query and fragment, such as " + ComputedDefaults.LEADLEX),
            new Rule(List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "quarkus.otel.exporter.otlp.endpoint",
                    "quarkus.otel.exporter.otlp.traces.endpoint"), SettingRules::isHttp,
                    " must be an http or https URL, such as http://collector:4317."),
            Rule.of("OTEL_EXPORTER_OTLP_PROTOCOL", Set.of("grpc", "http/protobuf")::contains,
                    " must be one of grpc, http/protobuf."),
            Rule.of("quarkus.redis.hosts",
                    hosts -> Stream.of(hosts.split(",")).allMatch(host -> Url.parse(host.strip(), REDIS) != null),
                    " must be redis or rediss URLs, such as redis://redis:6379."),
            Rule.of(AuthCheck.JWKS, location -> AuthCheck.isUrl(location) ? isHttp(location) : AuthCheck.isKeyFile(location),
                    " must be the https URL of the issuer's JWKS, or a file with its public keys."),
            Rule.of("mp.jwt.verify.publickey.algorithm",
                    value -> Stream.of(value.split(",")).map(String::strip).allMatch(ALGORITHM.asMatchPredicate()),
                    " must be RS256, which it is when it is not set, or others of RS*, PS*, ES* and EdDSA, separated by commas."),
            new Rule(List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", HttpProxy.FOR_JWKS),
                    proxy -> proxy.equals("none") || HttpProxy.parse(proxy) != null,
                    " must be http://host:port, with user:password@ before the host where the proxy asks for them."),
            Rule.of(HttpProxy.ADDRESS,
                    proxy -> proxy.equals("none") || !proxy.contains("://") && HttpProxy.parse(proxy) != null,
                    " must be host:port."),
            // Quarkus takes any other text for "false" here, with a warning.
            new Rule(List.of("quarkus.http.cors.enabled", "quarkus.http.cors.access-control-allow-credentials",
                    "quarkus.http.proxy.proxy-address-forwarding", "quarkus.http.proxy.allow-forwarded",
                    "quarkus.http.proxy.allow-x-forwarded", "quarkus.http.proxy.enable-forwarded-host",
                    "quarkus.log.console.json.enabled"), Rule::isBoolean, " must be true or false."),
            new Rule(namesOfClient("follow-redirects"), "false"::equalsIgnoreCase,
                    " must be false: a redirect would send keys elsewhere."),
            new Rule(namesOfClient("logging.scope"), "none"::equalsIgnoreCase,
                    " must be none: the log would have keys in it."),
            new Rule(namesOfClient("verify-host"), "true"::equalsIgnoreCase, " must be true: " + TO_ANY_SERVER),
            new Rule(namesOfClient("hostname-verifier"), mustNotBeSet(), " must not be set: " + TO_ANY_SERVER),
            new Rule(namesOfClient("uri"), mustNotBeSet(), BY_LEADLEX_URL),
            new Rule(namesOfClient("override-uri"), mustNotBeSet(), BY_LEADLEX_URL),
            Rule.of("quarkus.tls.trust-all", "false"::equalsIgnoreCase, " must be false: " + TO_ANY_SERVER),
            Rule.of("quarkus.tls.hostname-verification-algorithm", Predicate.not("NONE"::equalsIgnoreCase),
                    " must not be NONE: " + TO_ANY_SERVER),
            Rule.of("quarkus.otel.instrument.vertx-http", "false"::equalsIgnoreCase,
                    " must be false: spans would have ids that callers ask for."),
            Rule.of("javax.net.debug", value -> !PLAIN_TEXT.matcher(value).find(),
                    " must have only options such as ssl:handshake: the data that is sent has keys in it."));

    private SettingRules() {
    }

    /**
     * @param names of all properties and variables that are set
     * @param value gives the value of a property or variable, or its default; null without either
     * @param openFiles the limit of files and sockets that the process may open; empty without one
     */
    static Stream<Rule> all(Collection<String> names, UnaryOperator<@Nullable String> value, OptionalLong openFiles) {
        List<String> ownHeaders = names.stream()
                .filter(name -> OWN_HEADER.matcher(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".")).matches())
                .toList();
        List<String> trustAll = namesOfClient("tls-configuration-name").stream().map(value).filter(bucket -> bucket != null)
                .flatMap(
                        bucket -> Stream.of("quarkus.tls." + bucket + ".trust-all", "quarkus.tls.\"" + bucket + "\".trust-all"))
                .toList();
        return Stream.concat(FIXED.stream(), Stream.of(
                connections(openFiles),
                // Quarkus gives the other names the value of quarkus.rest-client.leadlex.url.
                new Rule(namesOfClient("url"), url -> url.equals(value.apply(URL)), BY_LEADLEX_URL),
                new Rule(trustAll, "false"::equalsIgnoreCase, " must be false: " + TO_ANY_SERVER),
                new Rule(ownHeaders, mustNotBeSet(), " must not be set: the caller's key goes to Leadlex in that header."),
                Rule.of("quarkus.http.access-log.enabled",
                        enabled -> !enabled.equalsIgnoreCase("true") || isHarmless(value.apply(ACCESS_LOG)),
                        " must be false, or " + ACCESS_LOG + " must be made of %a, %b, %D, %H, %m, %s, %t and %T: the log would"
                                + " have keys, or ids that callers ask for, in it. Each operation has a line of its own."),
                new Rule(List.of("leadlex.timeout.attempt", "leadlex.retry.delay", "leadlex.retry.jitter"),
                        part -> !isLonger(part, value.apply(TOTAL)),
                        " must not be longer than " + TOTAL + ", the time for all attempts together.")));
    }

    /** A process whose connections take all file descriptors cannot even load a class, and serves no more. */
    static Rule connections(OptionalLong openFiles) {
        int largest = ComputedDefaults.connections(openFiles);
        return new Rule(
                Stream.concat(Stream.of(ComputedDefaults.CALLER_CONNECTIONS), namesOfClient("connection-pool-size").stream())
                        .toList(),
                value -> Rule.isWhole(value, 1, largest), " must be a whole number from 1 to " + largest
                        + ", half of the files and sockets that the process may open (ulimit -n), less those that it needs itself.");
    }

    /** All names of an option of the client, with and without quotes, for all clients, and MicroProfile's. */
    private static List<String> namesOfClient(String option) {
        String camelCase = Pattern.compile("-(.)").matcher(option).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        return Stream.concat(Stream.of("quarkus.rest-client." + option), CLIENT.stream().flatMap(client -> Stream.of(
                "quarkus.rest-client." + client + "." + option, "quarkus.rest-client.\"" + client + "\"." + option,
                client + "/mp-rest/" + camelCase))).toList();
    }

    private static Predicate<String> mustNotBeSet() {
        return value -> false;
    }

    private static boolean isHttp(String value) {
        return Url.parse(value, Url.HTTP) != null;
    }

    private static boolean isBase(String value) {
        Url url = Url.parse(value, Url.HTTP);
        return url != null && url.isBase() && !url.hasUnderscore();
    }

    private static boolean isHarmless(@Nullable String pattern) {
        return pattern != null && !NAMED_LOG.matcher(pattern).matches() && HARMLESS_LOG.matcher(pattern).matches();
    }

    private static boolean isLonger(String part, @Nullable String whole) {
        Duration ofPart = Rule.duration(part);
        Duration ofWhole = whole == null ? null : Rule.duration(whole);
        return ofPart != null && ofWhole != null && ofPart.compareTo(ofWhole) > 0;
    }
}
