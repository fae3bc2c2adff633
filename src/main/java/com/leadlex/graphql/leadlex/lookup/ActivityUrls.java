package com.leadlex.graphql.leadlex.lookup;

import java.net.URI;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where Leadlex has an activity: {@code {base}/v1/activities/{id}}. */
@Singleton
class ActivityUrls {

    private final String activities;

    ActivityUrls(@ConfigProperty(name = "quarkus.rest-client.leadlex.url") String base) {
        activities = base.replaceFirst("/+$", "") + "/v1/activities/";
    }

    /** @param id of unreserved characters only, see ActivityIds: nothing to encode */
    URI of(String id) {
        return URI.create(activities + id);
    }
}
