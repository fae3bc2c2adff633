/** GraphQL over HTTP: what requests and responses consist of. The room within has the routes and each request's way. */
package com.leadlex.graphql.http;
