package com.leadlex.graphql.activity;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.Leadlex;
import com.leadlex.graphql.leadlex.LeadlexActivity;
import com.leadlex.graphql.leadlex.LeadlexCall;
import com.leadlex.graphql.leadlex.Outcome;

/** Looks activities up: checks what can be checked here, asks Leadlex, and turns its answer into the GraphQL type. */
@Singleton
public class Activities {

    private static final Failure BAD_ID = Failure.badInput(ActivityIds.RULE);
    private static final Failure UNREADABLE_FIELD = new Failure.InvalidResponse(200);

    private final Leadlex leadlex;

    public Activities(Leadlex leadlex) {
        this.leadlex = leadlex;
    }

    /** @return never fails; nothing is sent for a bad id or without a key */
    public CompletionStage<ActivityResult> find(String id, Caller caller) {
        if (!ActivityIds.isValid(id)) {
            return failed(BAD_ID);
        }
        if (caller.credential() instanceof Credential.Usable usable) {
            return leadlex.activity(id, new LeadlexCall(usable.key(), caller.requestId(), caller.traceparent()))
                    .thenApply(Activities::result);
        }
        return failed(((Credential.Missing) caller.credential()).failure());
    }

    /** The failure of a field that Leadlex sent in a form that cannot be read. */
    public static Failure unreadableField() {
        return UNREADABLE_FIELD;
    }

    private static CompletionStage<ActivityResult> failed(Failure failure) {
        return CompletableFuture.completedFuture(new ActivityResult.Failed(failure));
    }

    private static ActivityResult result(Outcome outcome) {
        if (outcome instanceof Outcome.Found found) {
            return new ActivityResult.Found(activity(found.activity()));
        }
        return new ActivityResult.Failed(((Outcome.Failed) outcome).failure());
    }

    private static Activity activity(LeadlexActivity from) {
        DateTime createdDate = from.createdDate() == null ? null : DateTime.parse(from.createdDate());
        return new Activity(from.id(), from.type(), from.title(), from.description(), from.contactId(), from.dealId(),
                from.entityType(),
                from.entityId(), from.entityName(), from.metadata() == null ? null : new JsonText(from.metadata()),
                from.createdByUserId(),
                createdDate, unreadable(from, createdDate));
    }

    private static Set<ActivityField> unreadable(LeadlexActivity from, DateTime createdDate) {
        boolean badDate = from.createdDate() != null && createdDate == null;
        if (from.unreadable().isEmpty() && !badDate) {
            return Set.of();
        }
        Set<ActivityField> fields = EnumSet.noneOf(ActivityField.class);
        for (String name : from.unreadable()) {
            fields.add(ActivityField.ofLeadlex(name));
        }
        if (badDate) {
            fields.add(ActivityField.CREATED_DATE);
        }
        return fields;
    }
}
