/** Tells whose key a call to Leadlex uses, and which callers may use the service's own. */
@NullMarked
package com.leadlex.graphql.auth;

import org.jspecify.annotations.NullMarked;
