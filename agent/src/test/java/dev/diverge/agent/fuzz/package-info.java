/** What is made up for the tests that try anything. */
package dev.diverge.agent.fuzz;
