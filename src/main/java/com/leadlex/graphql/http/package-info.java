/** GraphQL over HTTP: takes a request from its head to the last byte of its answer. */
@NullMarked
package com.leadlex.graphql.http;

import org.jspecify.annotations.NullMarked;
