/** One request from its head to its last byte: negotiate, read, find the document, run, write. */
@NullMarked
package com.leadlex.graphql.http.exchange;

import org.jspecify.annotations.NullMarked;
