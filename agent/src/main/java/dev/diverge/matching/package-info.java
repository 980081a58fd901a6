/**
 * What Byte Buddy does for an extension that asks for it. It is defined beside that Byte Buddy, by
 * the extension's own loader, and sees of ours what the extension sees.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.matching;
