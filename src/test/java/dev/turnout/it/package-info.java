/** Tests against a real Kafka broker and schema registry. */
@NullMarked
package dev.turnout.it;

import org.jspecify.annotations.NullMarked;
