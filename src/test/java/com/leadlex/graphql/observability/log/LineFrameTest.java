package com.leadlex.graphql.observability.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Upstream;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.quarkus.logging.json.runtime.AdditionalField;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.logging.json.runtime.JsonLogConfig.AdditionalFieldConfig.Type;
import io.quarkus.logging.json.runtime.JsonLogConfig.JsonConfig.LogFormat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

class LineFrameTest {

    private static final int LINES = 2_000;
    private static final Set<String> EXCLUDED = Set.of("sequence", "loggerClassName", "threadId", "processName", "processId",
            "hostName", "ndc");
    private static final Map<String, AdditionalField> FIELDS = Map.of("version", new AdditionalField("1.0", Type.STRING),
            "shard",
            new AdditionalField("7", Type.INT), "place", new AdditionalField("Malmö", Type.STRING));

    /** How somebody may have configured the log. */
    enum Format {
        OURS(null, EXCLUDED, Map.of(), it -> {
        }),
        QUARKUS_OWN(null, Set.of(), Map.of(), it -> {
        }),
        PRETTY(null, EXCLUDED, Map.of(), it -> it.setPrettyPrint(true)),
        RENAMED("timestamp=@timestamp,message=operation,mdc=facts", EXCLUDED, Map.of(), it -> {
        }),
        WITHOUT_MOST(null, Set.of("timestamp", "threadName", "mdc", "sequence", "hostName"), Map.of(), it -> {
        }),
        WITH_FIELDS(null, EXCLUDED, FIELDS, it -> {
        }),
        WITH_DETAILS(null, EXCLUDED, Map.of(), it -> it.setPrintDetails(true)),
        WITH_META_DATA(null, EXCLUDED, Map.of(), it -> it.setMetaData("team=crm,tier=1")),
        GOOGLE("level=severity", EXCLUDED, Map.of("trace", new AdditionalField("", Type.STRING), "spanId",
                new AdditionalField("", Type.STRING)), it -> it.setLogFormat(LogFormat.GCP)),
        IN_WORDS(null, EXCLUDED, Map.of(), it -> it.setDateFormat("EEEE d MMMM yyyy HH:mm:ss.SSS VV")),
        ELSEWHERE(null, EXCLUDED, Map.of(), it -> it.setZoneId("Asia/Kathmandu")),
        NO_LINE_END(null, EXCLUDED, Map.of(), it -> it.setRecordDelimiter(null));

        private final JsonFormatter formatter;

        Format(String overrides, Set<String> excluded, Map<String, AdditionalField> fields, Consumer<JsonFormatter> setUp) {
            formatter = overrides == null ? new JsonFormatter() : new JsonFormatter(overrides);
            formatter.setExcludedKeys(excluded);
            formatter.setAdditionalFields(fields);
            setUp.accept(formatter);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsConfiguredALineIsTheOneThatTheFormatterWrites(Format format) {
        Random random = new Random(42);
        LineQueue queue = new LineQueue(100_000);
        QueueHandler handler = new QueueHandler(queue, new ConsoleHandler(format.formatter));
        for (int i = 0; i < LINES; i++) {
            OperationLine line = line(random);
            handler.publish(line);
            assertArrayEquals(format.formatter.format(line.forJson()).getBytes(handler.getCharset()), queue.poll());
        }
    }

    @Test
    void inTheFormatOfThisServiceTheFormatterIsNotNeeded() {
        LineFrame frame = LineFrame.learn(Format.OURS.formatter, Level.INFO, StandardCharsets.UTF_8);
        assertNotNull(frame);
        assertNotNull(frame.write(new OperationLine(Level.INFO,
                new OperationFacts("r1", "Activity", "query", 200, 1_234, null, null, null))));
    }

    private static OperationLine line(Random random) {
        Failure failure = switch (random.nextInt(4)) {
            case 0 -> Failure.TIMEOUT.after(random.nextInt(4));
            case 1 -> Failure.refused(new Upstream(400 + random.nextInt(200), null), null).after(1);
            case 2 -> Failure.unavailable(Cause.values()[random.nextInt(Cause.values().length)]);
            default -> null;
        };
        SpanContext span = random.nextBoolean() ? null
                : SpanContext.create(hex(random) + hex(random), hex(random), TraceFlags.getSampled(), TraceState.getDefault());
        OperationLine line = new OperationLine(random.nextBoolean() ? Level.INFO : Level.WARN,
                new OperationFacts(text(random), text(random), random.nextBoolean() ? "query" : null, random.nextInt(600),
                        random.nextLong(random.nextBoolean() ? 1_000 : 100_000_000), random.nextBoolean() ? null : text(random),
                        failure, span));
        line.setInstant(Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE),
                random.nextInt(1_000) * (random.nextBoolean() ? 1_000_000 : 1)));
        if (random.nextBoolean()) {
            line.setThreadName(text(random));
        }
        return line;
    }

    private static String hex(Random random) {
        return String.format("%016x", random.nextLong() | 1);
    }

    /** Mostly letters, and now and then what JSON escapes or UTF-8 takes more bytes for. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String letters = random.nextInt(10) == 0 ? "ab\"\\/\n\t\u0001\u007f\u0080é€\u2028😀?" : "abcXYZ019_-.:/@=";
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
