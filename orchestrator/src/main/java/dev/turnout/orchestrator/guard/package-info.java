/**
 * What makes a comparison of two arms fair although they run on different nodes: how the arms lie
 * on the nodes, how much nodes differ by themselves, how much their counts burst, and whether
 * either arm loses requests. Knows counts by node and time, neither metrics nor rollouts; only
 * closed windows of the past decide, never the counts that are judged now.
 */
@NullMarked
package dev.turnout.orchestrator.guard;

import org.jspecify.annotations.NullMarked;
