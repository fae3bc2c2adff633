package com.leadlex.graphql.activity;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The fields of {@link Activity}: one row each of GraphQL name, Leadlex's name and how it is read. */
public enum ActivityField {
    ID("id", "id", Activity::id),
    TYPE("type", "type", Activity::type),
    TITLE("title", "title", Activity::title),
    DESCRIPTION("description", "description", Activity::description),
    CONTACT_ID("contactId", "contact_id", Activity::contactId),
    DEAL_ID("dealId", "deal_id", Activity::dealId),
    ENTITY_TYPE("entityType", "entity_type", Activity::entityType),
    ENTITY_ID("entityId", "entity_id", Activity::entityId),
    ENTITY_NAME("entityName", "entity_name", Activity::entityName),
    METADATA("metadata", "metadata", Activity::metadata),
    CREATED_BY_USER_ID("createdByUserId", "created_by_user_id", Activity::createdByUserId),
    CREATED_DATE("createdDate", "created_date", Activity::createdDate);

    private static final Map<String, ActivityField> BY_NAME = new HashMap<>();
    private static final Map<String, ActivityField> BY_LEADLEX_NAME = new HashMap<>();

    static {
        for (ActivityField field : values()) {
            BY_NAME.put(field.graphQLName, field);
            BY_LEADLEX_NAME.put(field.leadlexName, field);
        }
    }

    private final String graphQLName;
    private final String leadlexName;
    private final Function<Activity, Object> getter;

    ActivityField(String graphQLName, String leadlexName, Function<Activity, Object> getter) {
        this.graphQLName = graphQLName;
        this.leadlexName = leadlexName;
        this.getter = getter;
    }

    public String graphQLName() {
        return graphQLName;
    }

    /** @return a String, {@link JsonText}, {@link DateTime} or null */
    public Object of(Activity activity) {
        return getter.apply(activity);
    }

    /** @return null when {@link Activity} has no such field */
    public static ActivityField named(String graphQLName) {
        return BY_NAME.get(graphQLName);
    }

    static ActivityField ofLeadlex(String leadlexName) {
        return BY_LEADLEX_NAME.get(leadlexName);
    }
}
