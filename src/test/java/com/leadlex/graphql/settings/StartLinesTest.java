package com.leadlex.graphql.settings;

import java.net.URI;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class StartLinesTest {

    @Test
    void theStartSaysWhichLeadlexIsCalled() {
        assertEquals("Leadlex: https://data.leadlex.com/functions/v1/api-gateway",
                StartLines.leadlexLine(URI.create("https://data.leadlex.com/functions/v1/api-gateway"), false));
        assertEquals("Leadlex: a stand-in that needs no key; set LEADLEX_API_KEY to call the real one",
                StartLines.leadlexLine(URI.create("http://localhost:34567"), true));
    }

    @Test
    void leavesOutThePasswordOfAUrl() {
        assertEquals("Leadlex: http://leadlex.example:81/base",
                StartLines.leadlexLine(URI.create("http://user:secret@leadlex.example:81/base?key=secret"), false));
    }
}
