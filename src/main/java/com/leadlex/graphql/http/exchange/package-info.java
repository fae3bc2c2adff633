/** The routes of {@code /graphql}, and each request's way from its head to its response. */
@NullMarked
package com.leadlex.graphql.http.exchange;

import org.jspecify.annotations.NullMarked;
