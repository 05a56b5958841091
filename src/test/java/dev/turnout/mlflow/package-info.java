@NullMarked
package dev.turnout.mlflow;

import org.jspecify.annotations.NullMarked;
