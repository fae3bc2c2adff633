package com.leadlex.graphql.activity;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

import io.smallrye.graphql.api.federation.link.Import;
import io.smallrye.graphql.api.federation.link.Link;
import io.smallrye.mutiny.Uni;

/** The queries. SmallRye makes the schema of it. */
@GraphQLApi
@Description("Leadlex activities.")
@Link(url = "https://specs.apollo.dev/federation/v2.7", _import = @Import(name = "@key"))
public class ActivityApi {

    /** Where the subscriber's Mutiny context holds the {@link Caller}. */
    static final String CALLER = Caller.class.getName();

    private final Activities activities;

    public ActivityApi(Activities activities) {
        this.activities = activities;
    }

    @Query
    @Description("One activity. Null, with an error, when it cannot be had.")
    public Uni<Activity> activity(@Name("id") @Id @NonNull @Description("The activity's id.") String id) {
        return Uni.createFrom().context(context -> Uni.createFrom().completionStage(activities.find(id, context.get(CALLER))))
                .map(ActivityApi::orThrow);
    }

    private static Activity orThrow(ActivityResult result) {
        if (result instanceof ActivityResult.Found found) {
            return found.activity();
        }
        throw new FailedLookup(((ActivityResult.Failed) result).failure());
    }
}
