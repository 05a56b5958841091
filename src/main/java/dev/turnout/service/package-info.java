/** A whole orchestrator: what decides, and the doors that are open beside it. */
@NullMarked
package dev.turnout.service;

import org.jspecify.annotations.NullMarked;
