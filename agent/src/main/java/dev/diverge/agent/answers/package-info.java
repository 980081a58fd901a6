/**
 * What an operator is told: status, doctor and drill, JMX, Flight Recorder, the ready file, the
 * application's log.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.answers;
