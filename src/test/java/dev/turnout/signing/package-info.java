@NullMarked
package dev.turnout.signing;

import org.jspecify.annotations.NullMarked;
