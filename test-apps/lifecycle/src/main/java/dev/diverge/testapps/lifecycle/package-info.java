/** A Spring Boot service whose beans are stopped and started by CRaC's lifecycle. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.lifecycle;
