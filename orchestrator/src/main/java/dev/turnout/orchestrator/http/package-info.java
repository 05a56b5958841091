/** What the orchestrator serves over HTTP. */
@NullMarked
package dev.turnout.orchestrator.http;

import org.jspecify.annotations.NullMarked;
