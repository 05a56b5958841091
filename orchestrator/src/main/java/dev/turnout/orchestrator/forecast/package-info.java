/**
 * What the judge will be able to see, said before a rollout starts: how long a worsening of some
 * size goes unnoticed at this traffic, and how long a good candidate waits.
 */
@NullMarked
package dev.turnout.orchestrator.forecast;

import org.jspecify.annotations.NullMarked;
