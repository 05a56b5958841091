/** Child processes of a measurement: started, killed and started again. */
@NullMarked
package dev.turnout.bench.process;

import org.jspecify.annotations.NullMarked;
