package com.leadlex.graphql.leadlex;

import java.util.Set;

/**
 * The activity as Leadlex sends it. Apart from {@code id} and {@code type} everything is optional.
 *
 * @param metadata the JSON text as it came, UTF-8; null when absent or null
 * @param createdDate the text as it came
 * @param unreadable JSON names of the optional fields that were of a wrong type; those are null here
 */
public record LeadlexActivity(
        String id,
        String type,
        String title,
        String description,
        String contactId,
        String dealId,
        String entityType,
        String entityId,
        String entityName,
        byte[] metadata,
        String createdByUserId,
        String createdDate,
        Set<String> unreadable) {
}
