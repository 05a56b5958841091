/** Measures the routers in front of real data planes: what a change of weights costs and loses. */
@NullMarked
package dev.turnout.bench.routers;

import org.jspecify.annotations.NullMarked;
