/**
 * Translates between the messages on the topics and the values of the pure rooms. Nobody else sees
 * both. What a message says against a rule of the domain is refused with the rule's own sentence.
 */
@NullMarked
package dev.turnout.orchestrator.codec;

import org.jspecify.annotations.NullMarked;
