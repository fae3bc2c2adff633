package com.leadlex.graphql.observability;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.leadlex.graphql.LogLines;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Failure.Upstream;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.http.RequestListener.Operation;

import graphql.GraphQLError;
import io.quarkus.logging.json.runtime.JsonFormatter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OperationLogTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Failure TIMED_OUT = Failure.TIMEOUT.withAttempts(3);

    private final Logger logger = Logger.getLogger(OperationLog.CATEGORY);
    private final LogLines log = new LogLines(OperationLog.CATEGORY);
    private final List<ExtLogRecord> lines = log.all();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void eachOperationWritesOneLineWithItsFacts() {
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200,
                List.of(error(ErrorCode.NOT_FOUND), error(ErrorCode.NOT_FOUND),
                        error(ErrorCode.FORBIDDEN)),
                1_234_567, null);
        assertEquals(1, lines.size());
        assertEquals("Activity", lines.get(0).getMessage());
        assertEquals(
                Map.of("requestId", "r1", "operation", "Activity", "type", "query", "status", "200", "durationMs", "1.234",
                        "codes",
                        "NOT_FOUND,FORBIDDEN"),
                lines.get(0).getMdcCopy());
    }

    @Test
    void aFingerprintOfTheKeyIsLoggedUnlessItIsSwitchedOff() {
        for (boolean on : List.of(true, false)) {
            for (String key : List.of("wbk_one", "wbk_two", "wbk_one")) {
                log(true, on).logOperation("r1", new Credential.Usable(ApiKey.of(key)), new Operation("query", "Activity"), 200,
                        List.of(), 1, null);
            }
        }
        List<String> fingerprints = lines.stream().map(line -> line.getMdc("keyFingerprint")).toList();
        assertTrue(fingerprints.get(0).matches("[0-9a-f]{8}"), fingerprints.get(0));
        assertEquals(fingerprints.get(0), fingerprints.get(2));
        assertNotEquals(fingerprints.get(0), fingerprints.get(1));
        assertEquals(Arrays.asList(null, null, null), fingerprints.subList(3, 6));
    }

    @Test
    void inJsonNumbersAreNumbers() throws Exception {
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200, List.of(error(TIMED_OUT)), 1_234_567, null);
        assertEquals(
                "{\"requestId\":\"r1\",\"operation\":\"Activity\",\"type\":\"query\",\"status\":200,\"durationMs\":1.234,"
                        + "\"codes\":\"UPSTREAM_TIMEOUT\",\"cause\":\"timeout\",\"attempts\":3}",
                json(lines.get(0)).get("mdc").toString());
    }

    /** So that what reads the log meets one kind of line. */
    @Test
    void inJsonItHasTheMembersOfAnyOtherLine() throws Exception {
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200, List.of(error(TIMED_OUT)), 1_234_567, null);
        JsonFormatter formatter = new JsonFormatter();
        formatter.setExcludedKeys(Set.of("sequence", "loggerClassName", "threadId", "processName", "processId", "hostName",
                "ndc"));
        JsonNode other = MAPPER.readTree(formatter.format(lines.get(0)));
        JsonNode own = json(lines.get(0));
        assertEquals(names(other), names(own));
        assertEquals(OffsetDateTime.parse(other.get("timestamp").asText()).toInstant().truncatedTo(ChronoUnit.MILLIS),
                Instant.parse(own.get("timestamp").asText()));
        for (String name : List.of("loggerName", "level", "message", "threadName")) {
            assertEquals(other.get(name), own.get(name), name);
        }
    }

    @Test
    void anyTextIsEscapedInJson() throws Exception {
        String odd = "ab\"\\/\n\t\u0001\u007f\u0080é€\u2028😀?";
        log(true).logOperation(odd, null, new Operation(odd, odd), 200, List.of(), 1, null);
        JsonNode line = json(lines.get(0));
        assertEquals(odd, line.get("message").asText());
        assertEquals(odd, line.at("/mdc/requestId").asText());
    }

    @Test
    void aLineIsAtMost4KiBWithTheLongestTextsOfACallerAndAllCodes() {
        List<GraphQLError> errors = new ArrayList<>(List.of(error(TIMED_OUT)));
        for (ErrorCode code : ErrorCode.values()) {
            errors.add(error(code));
        }
        log(true).logOperation("i".repeat(128), null, new Operation("subscription", "n".repeat(100_000)), 200, errors,
                Long.MAX_VALUE,
                null);
        int bytes = ((OperationLog.Line) lines.get(0)).toJsonLine().length();
        assertTrue(bytes < 2048, bytes + " bytes");
    }

    @Test
    void inTextAFormatCanWriteAllFactsAndNothingForOtherLines() {
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200, List.of(), 1_000, null);
        PatternFormatter format = new PatternFormatter("%s%X{facts}");
        assertEquals("Activity {requestId=r1, operation=Activity, type=query, status=200, durationMs=0.001}",
                format.format(lines.get(0)));
        assertEquals("Started", format.format(new ExtLogRecord(Level.INFO, "Started", "x")));
    }

    @Test
    void aFailureOfLeadlexHasItsCauseItsStatusAndTheAttempts() {
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200,
                List.of(error(Failure.refused(new Upstream(503, null), null).withAttempts(3))), 1, null);
        assertEquals(Level.WARN, lines.get(0).getLevel());
        assertEquals("status", lines.get(0).getMdc("cause"));
        assertEquals("503", lines.get(0).getMdc("upstreamStatus"));
        assertEquals("3", lines.get(0).getMdc("attempts"));
    }

    @Test
    void ofSeveralFailuresTheFirstServerFaultIsLogged() {
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200,
                List.of(error(ErrorCode.NOT_FOUND), error(TIMED_OUT), error(Failure.unavailable(Cause.DNS))), 1, null);
        assertEquals(Level.WARN, lines.get(0).getLevel());
        assertEquals("timeout", lines.get(0).getMdc("cause"));
        assertNull(lines.get(0).getMdc("upstreamStatus"));
    }

    @ParameterizedTest
    @EnumSource
    void theLevelIsWarnForServerFaults(ErrorCode code) {
        Set<ErrorCode> ours = EnumSet.of(ErrorCode.UPSTREAM_ERROR, ErrorCode.UPSTREAM_UNAVAILABLE, ErrorCode.UPSTREAM_TIMEOUT,
                ErrorCode.UPSTREAM_INVALID_RESPONSE, ErrorCode.OVERLOADED, ErrorCode.INTERNAL_SERVER_ERROR);
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200, List.of(error(code)), 1, null);
        assertEquals(ours.contains(code) ? Level.WARN : Level.INFO, lines.get(0).getLevel());
    }

    @Test
    void linesAtWarnAreLoggedWithoutThoseAtInfo() {
        logger.setLevel(Level.WARN);
        log(true).logOperation("r1", null, new Operation("query", "Activity"), 200, List.of(), 1, null);
        log(true).logOperation("r2", null, new Operation("query", "Activity"), 200, List.of(error(TIMED_OUT)), 1, null);
        assertEquals(List.of("r2"), lines.stream().map(line -> line.getMdc("requestId")).toList());
    }

    @Test
    void anOperationsNameIsCutShort() {
        log(true).logOperation("r1", null, new Operation("query", "a".repeat(1000)), 200, List.of(), 1, null);
        assertEquals("a".repeat(64), lines.get(0).getMdcCopy().get("operation"));
    }

    @Test
    void anOperationWithoutANameIsAnonymous() {
        log(true).logOperation("r1", null, new Operation(null, null), 200, List.of(), 1, null);
        assertEquals("anonymous", lines.get(0).getMessage());
    }

    @Test
    void itCanBeSwitchedOff() {
        log(false).logOperation("r1", null, new Operation("query", "Activity"), 200, List.of(), 1, null);
        assertTrue(lines.isEmpty());
    }

    private static OperationLog log(boolean operations) {
        return log(operations, true);
    }

    private static OperationLog log(boolean operations, boolean keyFingerprint) {
        return new OperationLog(new LogConfig() {

            @Override
            public boolean operations() {
                return operations;
            }

            @Override
            public boolean keyFingerprint() {
                return keyFingerprint;
            }

            @Override
            public long queueBytes() {
                return 1;
            }
        });
    }

    private static JsonNode json(ExtLogRecord line) throws IOException {
        return MAPPER.readTree(((OperationLog.Line) line).toJsonLine());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static GraphQLError error(ErrorCode code) {
        return error(Failure.ofRequest(code, "A sentence."));
    }

    private static GraphQLError error(Failure failure) {
        return GraphQLErrors.of(failure, List.of(), List.of());
    }
}
