package com.leadlex.graphql.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.http.RequestListener.Operation;

import graphql.GraphQLError;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OperationLogTest {

    private final List<ExtLogRecord> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(OperationLog.CATEGORY);
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord line) {
            lines.add((ExtLogRecord) line);
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    void listen() {
        logger.setLevel(org.jboss.logmanager.Level.INFO);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void eachOperationWritesOneLineWithItsFacts() {
        log(true).ended("r1", new Operation("query", "Activity"), 200,
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
    void anOperationsNameIsCutShort() {
        log(true).ended("r1", new Operation("query", "a".repeat(1000)), 200, List.of(), 1, null);
        assertEquals("a".repeat(64), lines.get(0).getMdcCopy().get("operation"));
    }

    @Test
    void anOperationWithoutANameIsAnonymous() {
        log(true).ended("r1", new Operation(null, null), 200, List.of(), 1, null);
        assertEquals("anonymous", lines.get(0).getMessage());
    }

    @Test
    void itCanBeSwitchedOff() {
        log(false).ended("r1", new Operation("query", "Activity"), 200, List.of(), 1, null);
        assertTrue(lines.isEmpty());
    }

    private static OperationLog log(boolean operations) {
        return new OperationLog(new LogConfig() {

            @Override
            public boolean operations() {
                return operations;
            }

            @Override
            public long queueBytes() {
                return 1;
            }
        });
    }

    private static GraphQLError error(ErrorCode code) {
        return GraphQLErrors.of(Failure.request(code, "A sentence."), List.of(), List.of());
    }
}
