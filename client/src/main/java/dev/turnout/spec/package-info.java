/** The rollout file: from YAML to the domain, with every mistake at its line. */
@NullMarked
package dev.turnout.spec;

import org.jspecify.annotations.NullMarked;
