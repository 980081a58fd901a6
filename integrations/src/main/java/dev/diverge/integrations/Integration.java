package dev.diverge.integrations;

/**
 * Names the fork-sensitive state of one library and its reset. Found by {@link
 * java.util.ServiceLoader}; describes, does nothing: everything here must be cheap, since it runs
 * before the application's main.
 */
public interface Integration {

  void describe(Library library);
}
