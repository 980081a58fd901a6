/** Integrations of somebody else's, loaded by the packaged agent. */
package dev.diverge.testapps.extensions;
