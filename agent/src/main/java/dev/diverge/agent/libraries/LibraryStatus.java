package dev.diverge.agent.libraries;

import dev.diverge.integrations.Library;
import java.util.Set;

/**
 * What became of one library in this JVM.
 *
 * @param inUse how many of its types are in use
 * @param isReset whether there is state of it that is
 * @param versions the versions found, empty if no jar's name tells
 * @param troubles what of it is not reset, a line each
 * @param uncovered what to do about state that is known and not reset, empty if there is none
 */
public record LibraryStatus(
    String name,
    int inUse,
    boolean isReset,
    Set<String> versions,
    Set<String> troubles,
    String uncovered) {

  static LibraryStatus of(LazyLibrary library) {
    Library description = library.description();
    return new LibraryStatus(
        library.name(),
        library.inUse(),
        description != null && !description.reset().isEmpty(),
        description == null ? Set.of() : Versions.of(description, library.origins()),
        library.troubles(),
        description == null || library.inUse() == 0 ? "" : description.uncovered());
  }
}
