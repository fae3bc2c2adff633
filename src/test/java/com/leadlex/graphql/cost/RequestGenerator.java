package com.leadlex.graphql.cost;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static com.leadlex.graphql.cost.InventedRequest.document;
import static com.leadlex.graphql.cost.InventedRequest.get;
import static com.leadlex.graphql.cost.InventedRequest.json;
import static com.leadlex.graphql.cost.InventedRequest.post;

/**
 * Invents requests, each at most as large as the service takes: what has many or long parts, of any part that a caller writes.
 */
final class RequestGenerator {

    /** Of a body, whose limit is 256 KiB, less what stands around a document. */
    private static final int BODY = 262_000;
    /** Of a head, all its lines together. */
    private static final int HEAD = 15_000;
    private static final List<String> UNITS = List.of("A", "a", "_", "aA", "A_1", "id", "é", "\\u0041", "\"", "\\", "(", "[",
            "{", "\r", "\n", "\r\n", " ",
            "\t", ",", "#", "@", "$", "!", "...", "1", "-", ".", "e", "0", "\uFEFF", "😀", "\u0000", "\u2028", "Z='", "', ",
            "Validation error (",
            "' in type 'Query'", "{a=", "[1, ", "\"\"\"", "@skip", "on ", "null ", "a:", "}");
    private static final List<String> NAMES = List.of("{%s}", "{%s:__typename}", "{__typename @%s}", "{...%s}",
            "{... on %s{id}}", "query %s{__typename}",
            "query($%s:ID){__typename}", "query($a:%s){__typename}", "{activity(id:\"1\",%s:1){id}}", "{activity(id:$%s){id}}",
            "{activity(id:%s){id}}",
            "fragment %s on Query{__typename}", "query Q($a:ID=\"%s\"){activity(id:$a){id}}", "{activity(id:\"%s\"){id}}",
            "{activity(id:\"\"\"%s\"\"\"){id}}",
            "{activity(id:{%s:1}){id}}", "{__type(name:\"%s\"){name}}",
            "{_entities(representations:[{__typename:\"%s\",id:\"1\"}]){__typename}}",
            "mutation %s{__typename}", "%s", "#%s\n{__typename}", "\"%s\" query Q{__typename}", "{__typename @include(if:%s)}",
            "{a:activity(id:1){%s}}",
            "{activity(id:-%s){id}}", "type %s{a:ID}", "schema{query:%s}", "{__typename}%s");
    private static final List<String> PARTS = List.of("a%d:__typename ", "activity(id:\"%d\"){id} ",
            "a%d:activity(id:\"1\"){id} ", "nope%d ", "activity(id:\"1\",n%d:1){id} ",
            "...F%d ", "...F ", "...on Query{a%d:__typename}", "...on Nope%d{id}", "@skip(if:true) ", "__typename @n%d ",
            "a:activity(id:\"%d\"){id} ",
            "__schema{types{fields{name}}} ", "a%d:__schema{types{name}} ", "__type(name:\"N%d\"){name} ",
            "... @include(if:$v%d){__typename}",
            "activity(id:1){activity%d{id}} ", "_service{sdl} ", "s%d:_service{sdl} ",
            "_entities(representations:[{__typename:\"N%d\"}]){__typename} ",
            "__typename @skip(if:true) @skip(if:true) ", "__typename ");
    private static final List<String> DEFINITIONS = List.of("query Q%d{__typename}", "query Q{__typename}", "{__typename}",
            "fragment F%d on Query{__typename}",
            "fragment F%1$d on Query{...F%1$d}", "query Q%d($a:ID,$b:ID){activity(id:$a){id}}", "query Q%d{...F}",
            "query Q%d{nope}", "mutation M%d{a}",
            "fragment F%d on Nope{id}", "query Q%d($a:Nope){__typename}", "type T%d{a:ID}",
            "query Q%d($a:ID=1,$a:ID){__typename}", "query Q%d @n{__typename}");

    private final Random random;

    RequestGenerator(long seed) {
        random = new Random(seed);
    }

    InventedRequest next() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> document("a long name or text", fill(pick(NAMES), text(BODY)));
            case 3, 4 ->
                document("many parts of a selection", "query Q" + variables() + "{" + parts(BODY / 2) + "} " + fragment());
            case 5 -> document("many definitions", parts(pick(DEFINITIONS), size(BODY / 2)) + fragment());
            case 6 -> document("fragments, operations and inline fragments", fragmentsOfOperations());
            case 7 -> document("one mistake in a fragment of many operations", mistakeOfMany());
            case 8 -> document("nesting", nested());
            case 9 -> variablesRequest();
            case 10 -> post("an operation name beside a long key",
                    "{\"query\":\"{__typename}\",\"operationName\":" + json(text(BODY - 100)) + "}",
                    List.of("Authorization: Bearer " + "A".repeat(size(HEAD))));
            case 11 -> post("headers", "{\"query\":\"{__typename}\"}", List.of(header()));
            case 12 -> url();
            case 13 ->
                post("extensions", "{\"query\":\"{__typename}\",\"extensions\":" + value(size(BODY - 100)) + "}", List.of());
            case 14 -> post("a body of any kind",
                    pick(List.of("", "{", "[", "{\"query\":", "{\"query\":\"{__typename}\",", "\"")) + text(BODY), List.of());
            default -> document("any tokens", tokens());
        };
    }

    private String fragment() {
        return random.nextBoolean() ? "fragment F on Query{" + parts(1_000) + "}" : "";
    }

    private String variables() {
        return switch (random.nextInt(4)) {
            case 0 -> "(" + parts("$v%d:Boolean ", size(50_000)) + ")";
            case 1 -> "(" + parts("$v%d:[[ID!]!]=[[\"1\"]] ", size(50_000)) + ")";
            default -> "";
        };
    }

    private String fragmentsOfOperations() {
        int fragments = 1 + random.nextInt(40);
        int depth = 1 + random.nextInt(120);
        String inner = "...on Query{".repeat(depth) + pick(List.of("__typename", "activity(id:$a){id}", "nope"))
                + "}".repeat(depth);
        String all = parts("...F%d ", fragments, i -> i);
        return parts("fragment F%d on Query{" + inner + "}", fragments, i -> i) + "fragment A on Query{" + all + "}"
                + parts("query Q%d" + pick(List.of("", "($a:ID!)", "($a:Int)")) + "{...A}", 1 + random.nextInt(2_000), i -> i);
    }

    private String mistakeOfMany() {
        String mistake = pick(List.of("activity(id:\"1\",%s:1){id}", "%s", "__typename @%s", "activity(id:$%s){id}",
                "... on %s{id}", "activity(id:{%s:1}){id}"));
        return "fragment F on Query{" + fill(mistake, text(240_000)) + "}" + parts("query Q%d{...F}", size(500), i -> i);
    }

    private String nested() {
        int depth = size(15_000);
        String open = pick(List.of("{a", "{activity(id:1)", "{...on Query", "{__schema",
                "{__type(name:\"a\"){fields{type{ofType", "{a:[", "{activity(id:[", "{activity(id:{a:"));
        String rest = pick(List.of("[", "{a:", "{", "{a{", "{...{", "(a:", "{fields{type", "[[", "{ofType"));
        return open + rest.repeat(depth) + pick(List.of("", "1", "}", "]", "a"))
                + pick(List.of("}", "]", "]}", "")).repeat(depth);
    }

    private InventedRequest variablesRequest() {
        String type = pick(List.of("ID!", "[ID]", "Boolean", "Int", "Float", "String", "[[ID!]!]!", "_Any", "[_Any!]!", "JSON",
                "Activity", "[Activity]"));
        String use = pick(List.of("__typename", "activity(id:$a){id}", "__typename @skip(if:$a)",
                "_entities(representations:$a){__typename}",
                "__type(name:$a){name}", "__type(name:\"Activity\"){fields(includeDeprecated:$a){name}}"));
        return post("variables", "{\"query\":" + json("query($a:" + type + "){" + use + "}") + ",\"variables\":{\"a\":"
                + value(size(BODY - 1_000)) + "}}", List.of());
    }

    /** A JSON value of about so many characters. */
    private String value(int size) {
        return switch (random.nextInt(9)) {
            case 0 -> json(text(size));
            case 1 -> "[" + parts("%d,", size, true) + "1]";
            case 2 -> "{" + parts("\"k%d\":1,", size, true) + "\"k\":1}";
            case 3 -> "[".repeat(Math.min(size / 2, 900)) + "]".repeat(Math.min(size / 2, 900));
            case 4 -> "{\"a\":".repeat(Math.min(size / 6, 900)) + "1" + "}".repeat(Math.min(size / 6, 900));
            case 5 -> pick(List.of("1", "-1", "1.", "1e", "0.")) + "9".repeat(size / 2);
            case 6 -> "[" + parts("{\"__typename\":\"Activity\",\"id\":\"%d\"},", size, true) + "{}]";
            case 7 -> "{" + json(text(size)) + ":1}";
            default -> pick(List.of("null", "true", "\"\"", "{}", "[]", "1e400", "[null]", "\"x\""));
        };
    }

    private String header() {
        int size = size(HEAD);
        return switch (random.nextInt(11)) {
            case 0 -> "Accept: " + parts("a/%d;q=0.1,", size, true) + "*/*";
            case 1 -> "X-Request-Id: " + "a".repeat(size);
            case 2 -> "traceparent: " + "0".repeat(size);
            case 3 -> "Authorization: " + pick(List.of("Bearer ", "Basic ", "bearer", "Bearer  ")) + parts("%d.", size, true);
            case 4 -> "Cache-Control: " + parts("a%d=\"", size, true);
            case 5 -> "Accept-Encoding: " + parts("g%d;q=0.5,", size, true) + "gzip";
            case 6 -> "Origin: https://" + parts("a%d.", size, true) + "x";
            case 7 -> "Cookie: " + parts("a%d=b; ", size, true);
            case 8 -> "Accept: " + "application/json;" + "a=\"\\\"".repeat(size / 6);
            case 9 -> "Forwarded: " + parts("for=%d;,", size, true);
            default -> parts("A%d: b\r\n", size, true) + "Z: z";
        };
    }

    private InventedRequest url() {
        String query = fill(pick(NAMES), text(HEAD / 4));
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        String target = switch (random.nextInt(5)) {
            case 0 -> "/graphql?query=" + encoded;
            case 1 -> "/graphql?query=%7B__typename%7D&variables=" + URLEncoder.encode(value(HEAD / 6), StandardCharsets.UTF_8);
            case 2 -> "/graphql?" + parts("a%d=b&", HEAD, true) + "query=%7B__typename%7D";
            case 3 -> "/graphql?query=" + "{}|^<\"".repeat(HEAD / 12);
            default -> "/graphql" + pick(List.of("/", ";", "%2e/", "//", "/../", "%00")).repeat(size(2_000));
        };
        return get("a URL", target.substring(0, Math.min(target.length(), HEAD)), List.of());
    }

    private String tokens() {
        StringBuilder text = new StringBuilder("{");
        int size = size(random.nextBoolean() ? 2_000 : 60_000);
        List<String> all = new ArrayList<>(UNITS);
        all.addAll(List.of("{", "}", "(", ")", "activity", "__typename", "query", "fragment", "on", "true", "id", "$a", ":",
                "\"x\"", "..."));
        while (text.length() < size) {
            text.append(pick(all)).append(random.nextInt(3) == 0 ? " " : "");
        }
        return text.append('}').toString();
    }

    /** Of so many bytes at most. */
    private String text(int most) {
        String unit = pick(UNITS);
        int cost = Math.max(unit.getBytes(StandardCharsets.UTF_8).length, json(unit).length() - 2);
        return unit.repeat(size(most) / cost);
    }

    private String parts(int size) {
        if (random.nextBoolean()) {
            return parts(pick(PARTS), size(size));
        }
        return parts(pick(PARTS), size(size) / 2) + parts(pick(PARTS), size(size) / 2);
    }

    private String parts(String part, int size) {
        return parts(part, size, true);
    }

    private static String parts(String part, int size, boolean ofBytes) {
        int count = ofBytes ? Math.max(1, size / (part.length() + 3)) : size;
        return parts(part, count, i -> i);
    }

    private static String parts(String part, int count, IntFunction<Object> number) {
        String[] around = part.split("%1\\$d|%d", -1);
        return IntStream.range(0, count).mapToObj(i -> String.join(number.apply(i).toString(), around))
                .collect(Collectors.joining());
    }

    private static String fill(String template, String text) {
        return template.replace("%s", text);
    }

    /** The largest as often as all others together. */
    private int size(int most) {
        return random.nextBoolean() ? most : 1 + random.nextInt(most);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
