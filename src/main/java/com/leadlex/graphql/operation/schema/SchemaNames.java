package com.leadlex.graphql.operation.schema;

import com.leadlex.graphql.activity.ActivityField;

/** The names in the schema that the code needs to know, beside those of {@link ActivityField}. */
public final class SchemaNames {

    public static final String QUERY = "Query";
    public static final String ACTIVITY_QUERY = "activity";
    public static final String ID = "id";

    public static final String ACTIVITY = "Activity";
    public static final String TYPENAME = "__typename";
    /** Introspection of the schema, which may be switched off; {@code __typename} may not. */
    public static final String SCHEMA = "__schema";
    public static final String TYPE = "__type";

    public static final String JSON = "JSON";
    public static final String DATE_TIME = "DateTime";
    /** The specification's own scalar. */
    public static final String ID_SCALAR = "ID";

    /** Federation: the field that gives the subgraph's entities, its argument, and the union of their types. */
    public static final String ENTITIES = "_entities";
    public static final String REPRESENTATIONS = "representations";
    public static final String ENTITY = "_Entity";
    /** Federation: the scalar of a representation. */
    static final String ANY = "_Any";
    /** Federation: the type that gives the subgraph's schema, and its field. */
    public static final String SERVICE = "_Service";
    public static final String SERVICE_SDL = "sdl";

    private SchemaNames() {
    }

    /** True when a type of the schema is federation's, which gateways need and clients do not. */
    public static boolean isTypeOfFederation(String type) {
        return type.startsWith("_") || type.startsWith("federation__") || type.startsWith("link__") || type.equals("FieldSet");
    }

    /** The same of a field. */
    public static boolean isFieldOfFederation(String field) {
        return field.startsWith("_");
    }
}
