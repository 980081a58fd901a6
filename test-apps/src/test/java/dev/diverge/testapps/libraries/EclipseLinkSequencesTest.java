package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Properties;
import org.eclipse.persistence.descriptors.RelationalDescriptor;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sequencing.StandardSequence;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.Project;
import org.eclipse.persistence.sessions.Session;

@Versions({
  "org.eclipse.persistence:org.eclipse.persistence.core:2.5.0",
  "org.eclipse.persistence:org.eclipse.persistence.core:5.0.0"
})
class EclipseLinkSequencesTest implements LibraryTest {
  private static final int BLOCK = 50;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("key of a sequence", () -> session(false, false), EclipseLinkSequencesTest::key);
    emitters.add("key of a table", () -> session(true, false), EclipseLinkSequencesTest::key);
    emitters.add(
        "key of a table, over a connection of its own",
        () -> session(true, true),
        EclipseLinkSequencesTest::key);
  }

  private static Object key(AbstractSession session) {
    return session.getSequencing().getNextValue(Order.class);
  }

  private static AbstractSession session(boolean table, boolean ownConnection) throws Exception {
    DatabaseLogin login = new DatabaseLogin();
    login.setConnector(new NoDatabase());
    login.addSequence(new Blocks(SharedCounter.make(BLOCK), table));
    Project project = new Project(login);
    project.addDescriptor(orders());
    DatabaseSession session = project.createDatabaseSession();
    session.dontLogMessages();
    session.getSequencingControl().setShouldUseSeparateConnection(ownConnection);
    session.login();
    return (AbstractSession) session;
  }

  private static RelationalDescriptor orders() {
    RelationalDescriptor orders = new RelationalDescriptor();
    orders.setJavaClass(Order.class);
    orders.setTableName("ORDERS");
    orders.addPrimaryKeyFieldName("ORDERS.ID");
    orders.setSequenceNumberFieldName("ORDERS.ID");
    orders.setSequenceNumberName("orders");
    orders.addDirectMapping("id", "ORDERS.ID");
    return orders;
  }

  /** An entity. */
  public static final class Order {
    long id;
  }

  /** The database's, by which blocks of keys are taken. */
  private static final class Blocks extends StandardSequence {
    private static final long serialVersionUID = 1;

    private final transient SharedCounter counter;
    private final boolean table;

    Blocks(SharedCounter counter, boolean table) {
      super("orders", BLOCK);
      this.counter = counter;
      this.table = table;
    }

    @Override
    protected Number updateAndSelectSequence(
        Accessor accessor, AbstractSession session, String name, int size) {
      return counter.next() + size - 1; // the last of the block
    }

    @Override
    public boolean shouldAcquireValueAfterInsert() {
      return false;
    }

    @Override
    public boolean shouldUseTransaction() {
      return table;
    }
  }

  /** Connections on which nothing is asked but transactions. */
  private static final class NoDatabase implements Connector {
    private static final long serialVersionUID = 1;

    @Override
    public Connection connect(Properties properties, Session session) {
      return (Connection) silent(Connection.class);
    }

    private static Object silent(Class<?> type) {
      return Proxy.newProxyInstance(
          NoDatabase.class.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            Class<?> result = method.getReturnType();
            if (result == boolean.class) {
              return false;
            }
            if (result == int.class) {
              return 0;
            }
            return result.isInterface() && result.getName().startsWith("java.sql.")
                ? silent(result)
                : null;
          });
    }

    @Override
    public String getConnectionDetails() {
      return "none";
    }

    @Override
    public void toString(java.io.PrintWriter writer) {
      writer.write("none");
    }

    @Override
    public Object clone() {
      return this;
    }
  }
}
