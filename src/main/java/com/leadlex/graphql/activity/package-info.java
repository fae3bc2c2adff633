/** The activity as GraphQL has it: its type, fields, ids and scalars, and how one is looked up. */
package com.leadlex.graphql.activity;
