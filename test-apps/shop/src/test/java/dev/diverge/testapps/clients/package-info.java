/** Pools and clients of real servers, cloned while they hold connections. */
package dev.diverge.testapps.clients;
