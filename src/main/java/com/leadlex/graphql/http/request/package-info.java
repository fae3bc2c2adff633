/** Reads requests: media types and ids from the head, document and variables from the URL or the body. */
@NullMarked
package com.leadlex.graphql.http.request;

import org.jspecify.annotations.NullMarked;
