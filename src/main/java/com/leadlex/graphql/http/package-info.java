/** GraphQL over HTTP. Here is what its rooms share: settings, editions, media types, kinds of answers, refusals. */
@NullMarked
package com.leadlex.graphql.http;

import org.jspecify.annotations.NullMarked;
