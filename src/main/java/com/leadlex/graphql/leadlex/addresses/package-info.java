/** Which of the addresses of Leadlex's name a connection goes to: another one where one is dead. */
@NullMarked
package com.leadlex.graphql.leadlex.addresses;

import org.jspecify.annotations.NullMarked;
