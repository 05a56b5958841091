/** Measures the agent's proxy beside other proxies with the same split. */
@NullMarked
package dev.turnout.bench.proxy;

import org.jspecify.annotations.NullMarked;
