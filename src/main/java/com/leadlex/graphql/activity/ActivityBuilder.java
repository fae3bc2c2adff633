package com.leadlex.graphql.activity;

import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.json.JsonText;

/** Collects the values of an activity's fields while they are read. Of a field that comes twice, the last value counts. */
public final class ActivityBuilder {

    private final @Nullable Object[] values = new @Nullable Object[ActivityField.values().length];
    private Set<ActivityField> unreadable = Set.of();

    /** @param value of the type that the field's kind names; null for a field that is null */
    public ActivityBuilder set(ActivityField field, @Nullable Object value) {
        values[field.ordinal()] = value;
        if (!unreadable.isEmpty()) {
            unreadable.remove(field);
        }
        return this;
    }

    public ActivityBuilder setUnreadable(ActivityField field) {
        values[field.ordinal()] = null;
        if (unreadable.isEmpty()) {
            unreadable = EnumSet.noneOf(ActivityField.class);
        }
        unreadable.add(field);
        return this;
    }

    /** @return null without an id or a type: then it is not an activity */
    public @Nullable Activity build() {
        String id = text(ActivityField.ID);
        String type = text(ActivityField.TYPE);
        if (id == null || type == null || type.isEmpty()) {
            return null;
        }
        return new Activity(id, type, text(ActivityField.TITLE), text(ActivityField.DESCRIPTION),
                text(ActivityField.CONTACT_ID), text(ActivityField.DEAL_ID), text(ActivityField.ENTITY_TYPE),
                text(ActivityField.ENTITY_ID), text(ActivityField.ENTITY_NAME),
                (JsonText) values[ActivityField.METADATA.ordinal()], text(ActivityField.CREATED_BY_USER_ID),
                (DateTime) values[ActivityField.CREATED_DATE.ordinal()], unreadable);
    }

    private @Nullable String text(ActivityField field) {
        return (String) values[field.ordinal()];
    }
}
