package com.leadlex.graphql.leadlex.cache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** RFC 9111, sections 5.1 and 5.2.2. */
class CacheControlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "private                      | true  | -          | true",
            "public, max-age=60           | true  | 60         | true",
            "PRIVATE , Max-Age = \"60\"   | true  | 60         | true",
            "max-age=60 ; max-age=30      | true  | 30         | true",
            "max-age=99999999999999999999 | true  | 2147483647 | true",
            "max-age=-1                   | true  | 0          | true",
            "max-age                      | true  | 0          | true",
            "max-age=soon                 | true  | 0          | true",
            "no-store                     | false | -          | true",
            "max-age=60, No-Store         | false | 60         | true",
            "no-cache                     | true  | 0          | false",
            "no-cache=\"Set-Cookie\"      | true  | 0          | false",
            "max-age=60, must-revalidate  | true  | 60         | false",
            "private=\"a, no-store\"       | true  | -          | true",
            "a=\"\\\", no-store\", no-cache | true  | 0          | false",
            ",,=,                         | true  | -          | true" })
    void aDirectiveIsReadAsTheStandardSays(String header, boolean store, Long maxAge, boolean staleAllowed) {
        Map<String, List<String>> headers = Map.of("Cache-Control", Arrays.asList(header.split(";")));
        assertEquals(new CacheControl(store, maxAge, staleAllowed), CacheControl.of(by(headers)));
    }

    @ParameterizedTest
    @CsvSource({ "7,7", "'100, 5',100", "0,0", "x,0", "-1,0", "99999999999999,2147483647", "'',0" })
    void anAgeIsSecondsOrNothing(String header, long seconds) {
        assertEquals(seconds, CacheControl.ageSeconds(by(Map.of("Age", List.of(header)))));
        assertEquals(0, CacheControl.ageSeconds(by(Map.of())));
        assertEquals(CacheControl.WITHOUT_DIRECTIVES, CacheControl.of(by(Map.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "Sun, 06 Nov 1994 08:51:17 GMT  | -          | 100",
            "Sunday, 06-Nov-94 08:51:17 GMT | -          | 100",
            "Sun Nov  6 08:51:17 1994       | -          | 100",
            "Sun, 06 Nov 1994 08:40:00 GMT  | -          | 0",
            "0                              | -          | 0",
            "Sun, 06 Nov 1994 08:51:17 GMT and a text of more than 64 characters in all | - | 0",
            "Sun, 06 Nov 1994 08:51:17 GMT  | max-age=7  | 7",
            "Sun, 06 Nov 1994 08:51:17 GMT  | private    | 100" })
    void expiresCountsFromTheAnswersDateWhereThereIsNoMaxAge(String expires, String control, long seconds) {
        Map<String, List<String>> headers = new HashMap<>(
                Map.of("Expires", List.of(expires), "Date", List.of("Sun, 06 Nov 1994 08:49:37 GMT")));
        if (control != null) {
            headers.put("Cache-Control", List.of(control));
        }
        assertEquals(seconds, CacheControl.of(by(headers)).maxAgeSeconds());
    }

    @ParameterizedTest
    @CsvSource({ "'*',false", "'Accept, *',false", "Accept,true" })
    void anAnswerThatVariesByEverythingIsNotKept(String vary, boolean store) {
        assertEquals(store, CacheControl.of(by(Map.of("Vary", List.of(vary)))).mayStore());
    }

    private static Function<String, List<String>> by(Map<String, List<String>> headers) {
        return name -> headers.getOrDefault(name, List.of());
    }
}
