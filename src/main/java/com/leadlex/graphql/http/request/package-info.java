/** What a request says: media types, ids, key, document and variables, from its head, its URL and its body. */
@NullMarked
package com.leadlex.graphql.http.request;

import org.jspecify.annotations.NullMarked;
