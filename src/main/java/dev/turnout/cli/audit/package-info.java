/** What an auditor reads: the trail of a model, its state at any time, other policies on it. */
@NullMarked
package dev.turnout.cli.audit;

import org.jspecify.annotations.NullMarked;
