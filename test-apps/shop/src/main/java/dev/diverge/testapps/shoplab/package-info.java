/** The shop under load: its customers, what they were told, and what the database says of it. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.shoplab;
