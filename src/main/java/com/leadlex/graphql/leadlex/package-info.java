/** The adapter that brings activities from Leadlex's REST API. Here is what its rooms share: settings, client, listener. */
@NullMarked
package com.leadlex.graphql.leadlex;

import org.jspecify.annotations.NullMarked;
