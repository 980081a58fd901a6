/**
 * The classes in java.base as the agent knows them: their cell, and what they call back.
 *
 * <p>Words that mean one thing each, here and in what is woven:
 *
 * <dl>
 *   <dt>word
 *   <dd>The 64 bits of the page that change with the generation. <em>The word seen</em> is the last
 *       one that a transition has made everything stale for; a guard that reads another notices.
 *   <dt>epoch
 *   <dd>This JVM's own count of changes: 0 at the start, one more for each clone or drill, never
 *       back. Words may be any number, epochs are comparable.
 *   <dt>cell
 *   <dd>The 64 bytes outside the heap in which the agent writes what guards read: where the word
 *       is, the word seen, mark, salt and epoch. {@code GuardLayout} says what is where.
 *   <dt>mark
 *   <dd>Of guarded state, an instance's or a class's: as of which reset of everything it is fresh.
 *       The cell has the current one: 1 at the start, one more for each transition and for each
 *       second reseed, so more than one in an epoch. State whose mark is another is stale, and is
 *       reset at its next use. 0 is what the user seeded: never stale. A negative mark is a bond,
 *       negated: what the user seeded, for that epoch alone.
 *   <dt>bond
 *   <dd>Of an instance that no reset can make its own clone's, such as a TLS connection: the epoch
 *       it belongs to, plus one; 0 belongs to none. When the epoch has gone by, the bond is
 *       outlived, and the instance is refused or answers that it is closed. A second reseed ends no
 *       bond; that is what tells it from a mark.
 *   <dt>salt
 *   <dd>64 bits that a static seed is XORed with as it is read, so that it need not be written: 0
 *       until the first clone, hence without effect, and drawn anew in each transition.
 * </dl>
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.guard;
