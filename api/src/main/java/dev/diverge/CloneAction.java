package dev.diverge;

/**
 * Makes an owner's state this clone's own.
 *
 * @param <T> the owner's type
 */
@FunctionalInterface
public interface CloneAction<T> {

  /**
   * Called once in each epoch, on a thread of the agent's, or in a forked process on the thread
   * that noticed. Whatever random source it draws from is this clone's own already.
   *
   * @throws Exception reported with the action's name; the other actions go on
   */
  void onClone(T owner) throws Exception;
}
