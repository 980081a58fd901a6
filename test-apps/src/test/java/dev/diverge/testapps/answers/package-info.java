/** What an application registers, and what an operator is told, in child JVMs with the agent. */
package dev.diverge.testapps.answers;
