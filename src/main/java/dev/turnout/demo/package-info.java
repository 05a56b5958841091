/**
 * The demo: real models behind real proxies, one good version promoted and three bad ones sent
 * back.
 */
@NullMarked
package dev.turnout.demo;

import org.jspecify.annotations.NullMarked;
