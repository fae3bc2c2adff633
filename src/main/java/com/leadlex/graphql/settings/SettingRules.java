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
 * Rules beyond those of a setting's type. For the usual settings of Quarkus, a plain sentence precedes Quarkus' own failure.
 * Settings of Quarkus and Java that would send a key elsewhere, or log a key or an id, are refused.
 */
final class SettingRules {

    private static final String QUARKUS_LEADLEX_URL = "quarkus.rest-client.leadlex.url";
    private static final String ACCESS_LOG_FORMAT_SETTING = "quarkus.http.access-log.pattern";
    private static final String TOTAL_TIMEOUT_SETTING = "leadlex.timeout.total";
    private static final Set<String> REDIS_SCHEMES = Set.of("redis", "rediss");
    /** Names of the Leadlex client in {@code quarkus.rest-client.NAME.option} and {@code NAME/mp-rest/option}. */
    private static final List<String> CLIENT_NAMES = List.of("leadlex", LeadlexClient.class.getName(),
            LeadlexClient.class.getSimpleName());
    private static final Pattern SIGNATURE_ALGORITHM = Pattern.compile("[RPE]S(256|384|512)|EdDSA");
    private static final Pattern AUTHORIZATION_HEADER_SETTING = Pattern
            .compile("quarkus.rest.client.*\\bheaders\\.+authorization\\.?");
    /** A format of address, size, method, status, protocol, time and duration: it logs no URL and no header. */
    private static final Pattern SAFE_ACCESS_LOG_FORMAT = Pattern.compile("([^%]|%[aAbBDhHmpsStTv]|%\\{time,[^}]*})*");
    private static final Pattern PREDEFINED_ACCESS_LOG_FORMAT = Pattern.compile("common|combined|long");
    private static final Pattern PLAIN_TEXT_DEBUG_OPTION = Pattern.compile("\\b(all|record|plaintext|packet|data)\\b");
    private static final String USE_LEADLEX_URL = " must not be set: LEADLEX_URL says where Leadlex is.";
    private static final String KEYS_TO_ANY_SERVER = "keys would go to any server that answers.";

    private static final List<Rule> FIXED_RULES = List.of(
            Rule.of("quarkus.http.port", value -> Rule.isWholeNumber(value, 0, Url.MAX_PORT),
                    " must be a port from 1 to " + Url.MAX_PORT + ", or 0 for any free one."),
            new Rule(List.of("LEADLEX_URL", "leadlex.url", QUARKUS_LEADLEX_URL), SettingRules::isLeadlexUrl,
                    " must be an absolute http or https URL with a host without underscore, a port from 1 to 65535 or none, and"
                            + " without user, query and fragment, such as " + ComputedDefaults.DEFAULT_LEADLEX_URL),
            new Rule(List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "quarkus.otel.exporter.otlp.endpoint",
                    "quarkus.otel.exporter.otlp.traces.endpoint"), SettingRules::isHttpUrl,
                    " must be an http or https URL, such as http://collector:4317."),
            Rule.of("OTEL_EXPORTER_OTLP_PROTOCOL", Set.of("grpc", "http/protobuf")::contains,
                    " must be one of grpc, http/protobuf."),
            Rule.of("quarkus.redis.hosts",
                    hosts -> Stream.of(hosts.split(",")).allMatch(host -> Url.parse(host.strip(), REDIS_SCHEMES) != null),
                    " must be redis or rediss URLs, such as redis://redis:6379."),
            Rule.of(AuthCheck.JWKS_LOCATION,
                    location -> AuthCheck.isUrl(location) ? isHttpUrl(location) : AuthCheck.isKeyFile(location),
                    " must be the https URL of the issuer's JWKS, or a file with its public keys."),
            Rule.of("mp.jwt.verify.publickey.algorithm",
                    value -> Stream.of(value.split(",")).map(String::strip).allMatch(SIGNATURE_ALGORITHM.asMatchPredicate()),
                    " must be RS256, which it is when it is not set, or others of RS*, PS*, ES* and EdDSA, separated by commas."),
            new Rule(List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", HttpProxy.JWKS_PROXY),
                    proxy -> proxy.equals("none") || HttpProxy.parseProxyUrl(proxy) != null,
                    " must be http://host:port, with user:password@ before the host where the proxy asks for them."),
            Rule.of(HttpProxy.LEADLEX_PROXY_ADDRESS,
                    proxy -> proxy.equals("none") || !proxy.contains("://") && HttpProxy.parseProxyUrl(proxy) != null,
                    " must be host:port."),
            // For these settings Quarkus takes any text other than "true" for "false", with a warning.
            new Rule(List.of("quarkus.http.cors.enabled", "quarkus.http.cors.access-control-allow-credentials",
                    "quarkus.http.proxy.proxy-address-forwarding", "quarkus.http.proxy.allow-forwarded",
                    "quarkus.http.proxy.allow-x-forwarded", "quarkus.http.proxy.enable-forwarded-host",
                    "quarkus.log.console.json.enabled"), Rule::isBoolean, " must be true or false."),
            new Rule(namesOfClient("follow-redirects"), "false"::equalsIgnoreCase,
                    " must be false: a redirect would send keys elsewhere."),
            new Rule(namesOfClient("logging.scope"), "none"::equalsIgnoreCase, " must be none: the log would have keys in it."),
            new Rule(namesOfClient("verify-host"), "true"::equalsIgnoreCase, " must be true: " + KEYS_TO_ANY_SERVER),
            new Rule(namesOfClient("hostname-verifier"), mustNotBeSet(), " must not be set: " + KEYS_TO_ANY_SERVER),
            new Rule(namesOfClient("uri"), mustNotBeSet(), USE_LEADLEX_URL),
            new Rule(namesOfClient("override-uri"), mustNotBeSet(), USE_LEADLEX_URL),
            Rule.of("quarkus.tls.trust-all", "false"::equalsIgnoreCase, " must be false: " + KEYS_TO_ANY_SERVER),
            Rule.of("quarkus.tls.hostname-verification-algorithm", Predicate.not("NONE"::equalsIgnoreCase),
                    " must not be NONE: " + KEYS_TO_ANY_SERVER),
            Rule.of("quarkus.otel.instrument.vertx-http", "false"::equalsIgnoreCase,
                    " must be false: spans would have ids that callers ask for."),
            Rule.of("javax.net.debug", value -> !PLAIN_TEXT_DEBUG_OPTION.matcher(value).find(),
                    " must have only options such as ssl:handshake: the data that is sent has keys in it."));

    private SettingRules() {
    }

    /**
     * @param names of all properties and variables that are set
     * @param settings gives the value of a property or variable, or its default; null without either
     * @param openFiles the limit of files and sockets that the process may open; empty without one
     */
    static Stream<Rule> allRules(Collection<String> names, UnaryOperator<@Nullable String> settings, OptionalLong openFiles) {
        List<String> authorizationHeaders = names.stream().filter(SettingRules::isAuthorizationHeaderSetting).toList();
        List<String> trustAllNames = namesOfClient("tls-configuration-name").stream().map(settings)
                .filter(tlsName -> tlsName != null).flatMap(tlsName -> Stream.of("quarkus.tls." + tlsName + ".trust-all",
                        "quarkus.tls.\"" + tlsName + "\".trust-all"))
                .toList();
        return Stream.concat(FIXED_RULES.stream(), Stream.of(
                connectionRule(openFiles),
                // Quarkus gives the other names the value of quarkus.rest-client.leadlex.url.
                new Rule(namesOfClient("url"), url -> url.equals(settings.apply(QUARKUS_LEADLEX_URL)), USE_LEADLEX_URL),
                new Rule(trustAllNames, "false"::equalsIgnoreCase, " must be false: " + KEYS_TO_ANY_SERVER),
                new Rule(authorizationHeaders, mustNotBeSet(),
                        " must not be set: the caller's key goes to Leadlex in that header."),
                Rule.of("quarkus.http.access-log.enabled",
                        enabled -> !enabled.equalsIgnoreCase("true")
                                || isSafeAccessLogFormat(settings.apply(ACCESS_LOG_FORMAT_SETTING)),
                        " must be false, or " + ACCESS_LOG_FORMAT_SETTING
                                + " must be made of %a, %b, %D, %H, %m, %s, %t and %T: the log would"
                                + " have keys, or ids that callers ask for, in it. Each operation has a line of its own."),
                new Rule(List.of("leadlex.timeout.attempt", "leadlex.retry.delay", "leadlex.retry.jitter"),
                        partialTime -> !isLongerThan(partialTime, settings.apply(TOTAL_TIMEOUT_SETTING)),
                        " must not be longer than " + TOTAL_TIMEOUT_SETTING + ", the time for all attempts together.")));
    }

    /** A process whose connections take all file descriptors cannot even load a class, and serves no more. */
    static Rule connectionRule(OptionalLong openFiles) {
        int maxConnections = ComputedDefaults.maxConnections(openFiles);
        return new Rule(Stream.concat(Stream.of(ComputedDefaults.MAX_CALLER_CONNECTIONS),
                namesOfClient("connection-pool-size").stream()).toList(),
                value -> Rule.isWholeNumber(value, 1, maxConnections), " must be a whole number from 1 to " + maxConnections
                        + ", half of the files and sockets that the process may open (ulimit -n), less those that it needs itself.");
    }

    /** All names of an option of the Leadlex client: Quarkus' with and without quotes, that of all clients, MicroProfile's. */
    private static List<String> namesOfClient(String option) {
        String camelCase = Pattern.compile("-(.)").matcher(option).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
        return Stream.concat(Stream.of("quarkus.rest-client." + option), CLIENT_NAMES.stream().flatMap(client -> Stream.of(
                "quarkus.rest-client." + client + "." + option, "quarkus.rest-client.\"" + client + "\"." + option,
                client + "/mp-rest/" + camelCase))).toList();
    }

    private static boolean isAuthorizationHeaderSetting(String name) {
        String dottedName = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".");
        return AUTHORIZATION_HEADER_SETTING.matcher(dottedName).matches();
    }

    private static Predicate<String> mustNotBeSet() {
        return value -> false;
    }

    private static boolean isHttpUrl(String value) {
        return Url.parse(value, Url.HTTP_SCHEMES) != null;
    }

    private static boolean isLeadlexUrl(String value) {
        Url url = Url.parse(value, Url.HTTP_SCHEMES);
        return url != null && url.isBase() && !url.hasUnderscore();
    }

    private static boolean isSafeAccessLogFormat(@Nullable String accessLogFormat) {
        return accessLogFormat != null && !PREDEFINED_ACCESS_LOG_FORMAT.matcher(accessLogFormat).matches()
                && SAFE_ACCESS_LOG_FORMAT.matcher(accessLogFormat).matches();
    }

    private static boolean isLongerThan(String partialTime, @Nullable String totalTime) {
        Duration partialDuration = Rule.parseDuration(partialTime);
        Duration totalDuration = totalTime == null ? null : Rule.parseDuration(totalTime);
        return partialDuration != null && totalDuration != null && partialDuration.compareTo(totalDuration) > 0;
    }
}
