/** What Leadlex answered before and may be given again, to the key that it was given to. */
package com.leadlex.graphql.leadlex.cache;
