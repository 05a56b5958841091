@NullMarked
package dev.turnout.orchestrator;

import org.jspecify.annotations.NullMarked;
