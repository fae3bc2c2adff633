/** What Leadlex answered before and may be given again, to the key that it was given to. */
@NullMarked
package com.leadlex.graphql.leadlex.cache;

import org.jspecify.annotations.NullMarked;
