/** One orchestrator with very many rollouts: what each costs, and how long it takes to decide. */
@NullMarked
package dev.turnout.bench.scale;

import org.jspecify.annotations.NullMarked;
