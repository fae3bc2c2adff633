/** Decides whose key a call to Leadlex uses, and which callers may use the service's own. */
package com.leadlex.graphql.auth;
