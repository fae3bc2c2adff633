/** What an answer is made of: status, headers, content, JSON, compression. */
@NullMarked
package com.leadlex.graphql.http.response;

import org.jspecify.annotations.NullMarked;
