/** The Maven plugin: a build's way to what the command line says of a finished application. */
@org.jspecify.annotations.NullMarked
package dev.diverge.plugins.maven;
