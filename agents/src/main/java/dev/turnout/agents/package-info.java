@NullMarked
package dev.turnout.agents;

import org.jspecify.annotations.NullMarked;
