@NullMarked
package dev.turnout.embedded;

import org.jspecify.annotations.NullMarked;
