/** GraphQL over HTTP: takes a request from its head to the last byte of its answer. */
package com.leadlex.graphql.http;
