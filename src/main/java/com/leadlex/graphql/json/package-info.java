/**
 * What Jackson does not do by itself: JSON that passes through unread, names that are remembered, texts that UTF-8 can hold.
 */
@NullMarked
package com.leadlex.graphql.json;

import org.jspecify.annotations.NullMarked;
