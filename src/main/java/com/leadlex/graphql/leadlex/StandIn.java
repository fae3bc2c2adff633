package com.leadlex.graphql.leadlex;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.microprofile.config.Config;

/** The stand-in for Leadlex of dev and test mode. The packaged service has none. */
public final class StandIn {

    private StandIn() {
    }

    /** True when Leadlex's URL is the stand-in's. */
    public static boolean isUsed(Config config) {
        return config.getOptionalValue("quarkus.wiremock.devservices.port", String.class)
                .filter(port -> config.getValue("quarkus.rest-client.leadlex.url", String.class).endsWith("localhost:" + port))
                .isPresent();
    }

    /** The ids that the stand-in knows, by what each shows. */
    public static Map<String, String> idsByPurpose() {
        Map<String, String> idsByPurpose = new LinkedHashMap<>();
        idsByPurpose.put("each type", "act_call act_email act_meeting act_note act_ai_action");
        idsByPurpose.put("errors of Leadlex", "act_error-401 act_error-403 act_error-404 act_error-503");
        idsByPurpose.put("trouble", "act_slow act_timeout act_malformed");
        // Last, since after this id the key gets nothing else for a while.
        idsByPurpose.put("a hold: RATE_LIMITED for 5 s, for each id", "act_error-429");
        return idsByPurpose;
    }
}
