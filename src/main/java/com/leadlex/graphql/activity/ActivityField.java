package com.leadlex.graphql.activity;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.json.JsonText;

/** The fields of {@link Activity}: their names in GraphQL and in Leadlex's JSON, the kinds of their values, their getters. */
public enum ActivityField {
    ID("id", "id", Kind.ID, Activity::id),
    TYPE("type", "type", Kind.TEXT, Activity::type),
    TITLE("title", "title", Kind.TEXT, Activity::title),
    DESCRIPTION("description", "description", Kind.TEXT, Activity::description),
    CONTACT_ID("contactId", "contact_id", Kind.ID, Activity::contactId),
    DEAL_ID("dealId", "deal_id", Kind.ID, Activity::dealId),
    ENTITY_TYPE("entityType", "entity_type", Kind.TEXT, Activity::entityType),
    ENTITY_ID("entityId", "entity_id", Kind.ID, Activity::entityId),
    ENTITY_NAME("entityName", "entity_name", Kind.TEXT, Activity::entityName),
    METADATA("metadata", "metadata", Kind.JSON, Activity::metadata),
    CREATED_BY_USER_ID("createdByUserId", "created_by_user_id", Kind.ID, Activity::createdByUserId),
    CREATED_DATE("createdDate", "created_date", Kind.DATE_TIME, Activity::createdDate);

    /** Which JSON value of Leadlex a field takes, and its Java type. Any field can also be null or missing in the JSON. */
    public enum Kind {
        /** A string or an integer, as a String. */
        ID,
        /** A string, as a String. */
        TEXT,
        /** Any JSON value, as a {@link JsonText}. */
        JSON,
        /** A string that {@link DateTime} can parse, as a DateTime. */
        DATE_TIME
    }

    private static final ActivityField[] ALL_FIELDS = values();
    private static final Map<String, ActivityField> FIELD_BY_GRAPHQL_NAME = Stream.of(ALL_FIELDS)
            .collect(Collectors.toMap(ActivityField::graphQLName, Function.identity()));
    private static final Map<String, ActivityField> FIELD_BY_LEADLEX_NAME = Stream.of(ALL_FIELDS)
            .collect(Collectors.toMap(field -> field.leadlexName, Function.identity()));

    private final String graphQLName;
    private final String leadlexName;
    private final Kind kind;
    private final Function<Activity, @Nullable Object> getter;

    ActivityField(String graphQLName, String leadlexName, Kind kind, Function<Activity, @Nullable Object> getter) {
        this.graphQLName = graphQLName;
        this.leadlexName = leadlexName;
        this.kind = kind;
        this.getter = getter;
    }

    /** @return null when {@link Activity} has no such field */
    public static @Nullable ActivityField ofGraphQLName(String name) {
        return FIELD_BY_GRAPHQL_NAME.get(name);
    }

    /** @return null for an unknown field of Leadlex */
    public static @Nullable ActivityField ofLeadlexName(String name) {
        return FIELD_BY_LEADLEX_NAME.get(name);
    }

    public String graphQLName() {
        return graphQLName;
    }

    public Kind kind() {
        return kind;
    }

    /** The approximate size of all fields in a response, in bytes. */
    static long bytesOfAllFields(Activity activity) {
        long totalBytes = 0;
        for (ActivityField field : ALL_FIELDS) {
            totalBytes += field.bytesOf(activity);
        }
        return totalBytes;
    }

    /** The approximate size of the field in a response, in bytes. */
    public long bytesOf(Activity activity) {
        Object fieldValue = valueIn(activity);
        return fieldValue instanceof String text ? text.length() : fieldValue instanceof JsonText json ? json.sizeBytes() : 0;
    }

    /** @return a String, {@link JsonText}, {@link DateTime} or null */
    public @Nullable Object valueIn(Activity activity) {
        return getter.apply(activity);
    }
}
