@NullMarked
package dev.turnout.schemas;

import org.jspecify.annotations.NullMarked;
