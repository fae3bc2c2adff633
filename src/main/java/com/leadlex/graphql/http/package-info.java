/** GraphQL over HTTP. Here is what its rooms share: settings, editions, media types, kinds of responses, refusals. */
@NullMarked
package com.leadlex.graphql.http;

import org.jspecify.annotations.NullMarked;
