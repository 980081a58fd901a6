/** Each library, oldest and newest version, in cloned JVMs. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.libraries;
