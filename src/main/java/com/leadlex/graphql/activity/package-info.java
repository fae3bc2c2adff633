/** The core: the activity, its fields and ids, a look-up and its result, and the port to the source of activities. */
package com.leadlex.graphql.activity;
