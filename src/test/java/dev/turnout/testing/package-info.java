/** What tests need to talk to a real Kafka. */
@NullMarked
package dev.turnout.testing;

import org.jspecify.annotations.NullMarked;
