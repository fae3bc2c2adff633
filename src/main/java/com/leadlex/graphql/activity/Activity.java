package com.leadlex.graphql.activity;

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
 * @param unreadable fields that Leadlex sent in a form that cannot be read; they are null here, and an error where selected
 */
@Type("Activity")
@Description("Something that happened with a contact or a deal: a call, e-mail, meeting, note, AI action and the like.")
@Key(fields = @FieldSet("id"))
public record Activity(
        @Id @NonNull @Description("The activity's id.") String id,
        @NonNull @Description("What kind of activity it is. An open set: call, email, meeting, note, ai_action and whatever Leadlex adds.") String type,
        @Description("A short title.") @Nullable String title,
        @Description("What it was about, as free text.") @Nullable String description,
        @Id @Description("The contact it belongs to, a UUID.") @Nullable String contactId,
        @Id @Description("The deal it belongs to, a UUID.") @Nullable String dealId,
        @Description("The kind of record it is linked to, when it is neither a contact nor a deal.") @Nullable String entityType,
        @Id @Description("The id of the record it is linked to, of the kind that entityType names.") @Nullable String entityId,
        @Description("The name of the record it is linked to.") @Nullable String entityName,
        @Description("What else Leadlex knows of it; the shape depends on the type.") @Nullable JsonText metadata,
        @Id @Description("The user who created it, a UUID.") @Nullable String createdByUserId,
        @Description("When it was created.") @Nullable DateTime createdDate,
        @Ignore Set<ActivityField> unreadable) {
}
