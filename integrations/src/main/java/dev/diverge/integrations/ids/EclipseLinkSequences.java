package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.Map;

/**
 * EclipseLink takes keys from the database in advance and deals them out by itself; two clones
 * would deal out the same.
 */
public final class EclipseLinkSequences implements Integration {

  private static final String PACKAGE = "org.eclipse.persistence.internal.sequencing.";

  @Override
  public void describe(Library library) {
    library
        .name("eclipselink-sequences")
        .verifiedOn("org.eclipse.persistence:org.eclipse.persistence.core", "2.5.0", "5.0.0")
        .state("the keys that a session has taken in advance, of each sequence")
        .reset("they are given up, the next key comes from the database")
        .limits(
            "keys given up stay unused; a key taken but not yet stored is kept, and so are those that"
                + " a transaction under way has taken in advance: it ends with its connection");
    library
        .type(PACKAGE + "SequencingManager")
        .drawn(
            "getNextValue(Lorg/eclipse/persistence/internal/sessions/AbstractSession;"
                + "Ljava/lang/Class;)Ljava/lang/Object;")
        .onCloneEach(each -> each.run(EclipseLinkSequences::giveUp));
  }

  /**
   * Another store takes the place of the old one: a thread that has just got a block, before the
   * clone, still adds it to the old one.
   */
  private static void giveUp(Instance manager, Fresh fresh) throws Exception {
    Object stores = manager.get("preallocationHandler").value();
    if (stores instanceof Map<?, ?> each) {
      replaceAll(each, manager);
    } else if (stores != null) { // before 2.6
      manager.set("preallocationHandler", empty(manager));
    }
  }

  @SuppressWarnings("unchecked") // the library's own names of contexts, and its own stores
  private static void replaceAll(Map<?, ?> stores, Instance manager) throws Exception {
    for (Object context : stores.keySet()) {
      ((Map<Object, Object>) stores).put(context, empty(manager));
    }
  }

  private static Object empty(Instance manager) throws Exception {
    Instance store = manager.type(PACKAGE + "PreallocationHandler").make();
    store.call("onConnect");
    return store.as(Object.class);
  }
}
