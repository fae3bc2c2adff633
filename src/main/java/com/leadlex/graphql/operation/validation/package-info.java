/** The rules of validation that graphql-java does not have, or whose errors stand elsewhere than where a document is wrong. */
@NullMarked
package com.leadlex.graphql.operation.validation;

import org.jspecify.annotations.NullMarked;
