/** What an agent is told once, at its start. */
@NullMarked
package dev.turnout.agents.config;

import org.jspecify.annotations.NullMarked;
