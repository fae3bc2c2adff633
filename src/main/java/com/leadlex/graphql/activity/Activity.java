package com.leadlex.graphql.activity;

import java.util.EnumSet;
import java.util.Set;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.json.JsonText;

import io.smallrye.graphql.api.federation.FieldSet;
import io.smallrye.graphql.api.federation.Key;

/**
 * The activity, and the source of its GraphQL type.
 *
 * @param unreadableFields fields whose value from Leadlex cannot be read; each is null here, and an error where it is selected
 */
@Type("Activity")
@Description("An activity of a contact or deal, such as a call, an e-mail, a meeting, a note or an AI action.")
@Key(fields = @FieldSet("id"))
public record Activity(
        @Id @NonNull @Description("The activity's id.") String id,
        @NonNull @Description("The kind of activity, such as call, email, meeting, note or ai_action. Leadlex may add kinds.") String type,
        @Description("A short title.") @Nullable String title,
        @Description("A description as free text.") @Nullable String description,
        @Id @Description("The id of the contact, a UUID.") @Nullable String contactId,
        @Id @Description("The id of the deal, a UUID.") @Nullable String dealId,
        @Description("The kind of the linked record, if that is neither a contact nor a deal.") @Nullable String entityType,
        @Id @Description("The id of the linked record, whose kind is entityType.") @Nullable String entityId,
        @Description("The name of the linked record.") @Nullable String entityName,
        @Description("More data, whose structure depends on the type.") @Nullable JsonText metadata,
        @Id @Description("The id of the user who created the activity, a UUID.") @Nullable String createdByUserId,
        @Description("The time of creation.") @Nullable DateTime createdDate,
        @Ignore Set<ActivityField> unreadableFields) {

    /** Collects the field values of an activity while the values are read. For a repeated field, the last value counts. */
    public static final class Builder {

        private final @Nullable Object[] valuesByOrdinal = new @Nullable Object[ActivityField.values().length];
        private Set<ActivityField> unreadableFields = Set.of();

        /** @param fieldValue of the Java type of {@link ActivityField#kind}, or null */
        public Builder set(ActivityField field, @Nullable Object fieldValue) {
            valuesByOrdinal[field.ordinal()] = fieldValue;
            if (!unreadableFields.isEmpty()) {
                unreadableFields.remove(field);
            }
            return this;
        }

        public Builder setUnreadable(ActivityField field) {
            valuesByOrdinal[field.ordinal()] = null;
            if (unreadableFields.isEmpty()) {
                unreadableFields = EnumSet.noneOf(ActivityField.class);
            }
            unreadableFields.add(field);
            return this;
        }

        /** @return null when the id or the type is missing */
        public @Nullable Activity build() {
            String id = textValue(ActivityField.ID);
            String type = textValue(ActivityField.TYPE);
            if (id == null || type == null || type.isEmpty()) {
                return null;
            }
            return new Activity(id, type, textValue(ActivityField.TITLE), textValue(ActivityField.DESCRIPTION),
                    textValue(ActivityField.CONTACT_ID), textValue(ActivityField.DEAL_ID), textValue(ActivityField.ENTITY_TYPE),
                    textValue(ActivityField.ENTITY_ID), textValue(ActivityField.ENTITY_NAME),
                    (JsonText) valuesByOrdinal[ActivityField.METADATA.ordinal()], textValue(ActivityField.CREATED_BY_USER_ID),
                    (DateTime) valuesByOrdinal[ActivityField.CREATED_DATE.ordinal()], unreadableFields);
        }

        private @Nullable String textValue(ActivityField field) {
            return (String) valuesByOrdinal[field.ordinal()];
        }
    }
}
