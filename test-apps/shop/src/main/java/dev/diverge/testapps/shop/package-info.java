/**
 * A web shop as many run one: Spring Boot on Tomcat with HTTPS, sessions, PostgreSQL, Redis, traces
 * and signed tokens. It knows nothing of Diverge.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.shop;
