/** An application as it is deployed: folders, jars, jars in jars. */
@org.jspecify.annotations.NullMarked
package dev.diverge.scan.read;
