/**
 * The Spring Boot starter, for 3.x and 4.x: clones of the application in its actuator, its
 * readiness, its events and its meters. Knows of ours the API, what the agent's entry counts, and
 * its bean. Does nothing but say so where the agent is not there.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.plugins.spring;
