@NullMarked
package dev.turnout.orchestrator.stream;

import org.jspecify.annotations.NullMarked;
