/** What the JDK emits that clones may repeat: every generator, and what is derived from one. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.emitters;
