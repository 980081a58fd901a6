/** What is fork-sensitive, and how it is reset: the words an integration speaks. */
@org.jspecify.annotations.NullMarked
package dev.diverge.integrations;
