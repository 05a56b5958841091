@NullMarked
package dev.turnout.bench.faults.real;

import org.jspecify.annotations.NullMarked;
