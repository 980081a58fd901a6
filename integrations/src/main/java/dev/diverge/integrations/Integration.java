package dev.diverge.integrations;

/**
 * Names the fork-sensitive state of one library and its reset; describes, does nothing.
 *
 * <p>Found by its line in the provider file of {@link java.util.ServiceLoader}. What follows there
 * after {@code #}, its name and its types, says when: once the first of these is loaded, by
 * whatever class loader. An integration without it is described before the application's main, and
 * must then be cheap: no lambda, no string concatenation.
 */
public interface Integration {

  /**
   * Describes the library. Called once or, if it says types by how their names end, once for each
   * copy of it; on any thread. What it throws is a line, and costs this integration alone.
   *
   * @param library to be filled; nobody else has it yet
   */
  void describe(Library library);
}
