/** What others may try: application code, other users, hostile files and values. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.doors;
