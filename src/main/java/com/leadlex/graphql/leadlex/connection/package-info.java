/** The connections to Leadlex: which requests may use one, how much of a response is accepted, and the meaning of failures. */
@NullMarked
package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.NullMarked;
