/** What to do with fields and methods of the application's classes, said in files beside it. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.rules;
