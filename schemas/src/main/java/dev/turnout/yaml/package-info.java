/** Reads YAML files that people write, and answers with every mistake at once. */
@NullMarked
package dev.turnout.yaml;

import org.jspecify.annotations.NullMarked;
