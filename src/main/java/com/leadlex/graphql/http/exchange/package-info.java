/** The routes of {@code /graphql}, and each request's way from its head to its response. */
package com.leadlex.graphql.http.exchange;
