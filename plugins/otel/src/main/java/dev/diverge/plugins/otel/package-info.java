/**
 * An extension of OpenTelemetry's agent: installs ours from within it, and gives each clone's
 * telemetry an identity of its own.
 *
 * <p>Loaded by that agent alone, behind its own class loader, where OpenTelemetry's API bears
 * another name: the agent renames it in these classes as it loads them. Nothing here is seen by the
 * application.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.plugins.otel;
