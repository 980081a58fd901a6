package dev.diverge.integrations;

/**
 * An artifact an integration was tested with.
 *
 * @param artifact {@code group:name}
 * @param oldest the oldest version tested
 * @param newest the newest version tested
 */
public record Verified(String artifact, String oldest, String newest) {}
