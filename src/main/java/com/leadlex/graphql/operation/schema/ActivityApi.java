package com.leadlex.graphql.operation.schema;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Activity;

import io.smallrye.graphql.api.federation.link.Import;
import io.smallrye.graphql.api.federation.link.Link;

/**
 * The queries of the schema, and its names. SmallRye builds the schema from these signatures but never calls the methods:
 * {@link ActivityFetchers} fetches the values. This type is a class, not an interface, because SmallRye needs a bean.
 */
@GraphQLApi
@Description("Leadlex activities.")
@Link(url = "https://specs.apollo.dev/federation/v2.7", _import = @Import(name = "@key"))
public class ActivityApi {

    public static final String QUERY_TYPE = "Query";
    public static final String ACTIVITY_FIELD = "activity";
    public static final String ID_NAME = "id";
    public static final String ACTIVITY_TYPE = "Activity";
    /** Federation's query for entities of this subgraph. */
    public static final String ENTITIES_FIELD = "_entities";

    @Query(ACTIVITY_FIELD)
    @Description("The activity with this id, or null and an error if it cannot be retrieved.")
    public @Nullable Activity activity(@Name(ID_NAME) @Id @NonNull @Description("The activity's id.") String id) {
        throw new UnsupportedOperationException("ActivityFetchers fetches this field");
    }
}
