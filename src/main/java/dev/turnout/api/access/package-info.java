/** Who may do what: roles, verbs, scopes, tokens. */
@NullMarked
package dev.turnout.api.access;

import org.jspecify.annotations.NullMarked;
