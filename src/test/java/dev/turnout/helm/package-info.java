/** The Helm chart, read as the program and Kubernetes read it. */
@org.jspecify.annotations.NullMarked
package dev.turnout.helm;
