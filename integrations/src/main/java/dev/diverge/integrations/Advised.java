package dev.diverge.integrations;

/**
 * A method of a {@link SensitiveType} that has advice woven into it.
 *
 * @param method as in a {@link SensitiveType}
 * @param advice the class with Byte Buddy's annotations
 */
public record Advised(String method, Class<?> advice) {}
