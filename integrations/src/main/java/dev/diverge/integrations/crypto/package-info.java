/** Providers of cryptography. */
@org.jspecify.annotations.NullMarked
package dev.diverge.integrations.crypto;
