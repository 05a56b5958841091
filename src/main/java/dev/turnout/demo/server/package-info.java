/** The demo's model server: a process of its own that speaks MLflow's scoring protocol. */
@NullMarked
package dev.turnout.demo.server;

import org.jspecify.annotations.NullMarked;
