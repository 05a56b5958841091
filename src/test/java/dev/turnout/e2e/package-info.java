/** Tests that start the program as a person does, as processes of its own. */
package dev.turnout.e2e;
