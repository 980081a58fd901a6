package dev.diverge.testapps.answers;

import java.util.Map;

/** What the examples in the documentation need around them to be run: a main, the classes named. */
final class DocsApps {

  private DocsApps() {}

  private static final String CLONE =
      """
        static void cloned(String page) throws Exception {
          try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(page, "rw")) {
            file.write(file.read() + 1);
          }
          java.util.UUID.randomUUID();
          Thread.sleep(1500); // if it was the follower that noticed, it was not we who waited
        }
      """;

  /** A main for the class of an example; prints true for each state that is another. */
  static final Map<String, String> MAINS =
      Map.of(
          "Node",
          """
          class Main {
            public static void main(String[] args) throws Exception {
              Node node = new Node();
              String name = Node.NAME.get();
              long block = node.block;
              node.tokens.put("user", "token");
              cloned(args[0]);
              System.out.print(!name.equals(Node.NAME.get()) + " " + (node.block != block));
              System.out.println(" " + node.tokens.isEmpty());
            }
          """
              + CLONE
              + "}",
          "Lease",
          """
          class Main {
            public static void main(String[] args) throws Exception {
              Lease lease = new Lease();
              String holder = lease.holder;
              cloned(args[0]);
              System.out.println(!lease.holder.equals(holder));
            }
          """
              + CLONE
              + "}",
          "Watch",
          """
          class Main {
            public static void main(String[] args) throws Exception {
              var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
              var name = new javax.management.ObjectName("dev.diverge:type=Diverge");
              for (int i = 0; i < 600 && !server.isRegistered(name); i++) {
                Thread.sleep(50);
              }
              Watch.main(args);
              cloned(args[0]);
            }
          """
              + CLONE
              + "}");

  /** The classes that the example of rules names, and a main. */
  static final Map<String, String> RULED =
      Map.of(
          "com/acme/Node.java",
          """
          package com.acme;
          public class Node {
            static final long ID = System.nanoTime();
            static final String TOKEN = String.valueOf(System.nanoTime());
            static int registered;
            String session;
            private static void register() { registered++; }
            public static String shown() { return ID + " " + TOKEN + " " + registered; }
          }
          """,
          "com/acme/Ids.java",
          """
          package com.acme;
          public class Ids {
            private final java.util.Random random = new java.util.Random(42);
            public String shown() { return "" + random.nextLong(); }
          }
          """,
          "com/acme/Tokens.java",
          """
          package com.acme;
          public class Tokens {
            private static final java.util.Map<String, String> CACHE =
                new java.util.concurrent.ConcurrentHashMap<>(java.util.Map.of("user", "token"));
            public static String shown() { return "" + CACHE.size(); }
          }
          """,
          "com/acme/Session.java",
          """
          package com.acme;
          public class Session {
            private Object current = "user";
            private final StringBuilder buffer = new StringBuilder("half a line");
            public String shown() { return current + " " + buffer; }
          }
          """,
          "com/acme/Db.java",
          """
          package com.acme;
          public class Db {
            public static class Pool { int evicted; public void evictAll() { evicted++; } }
            private final Pool pool = new Pool();
            public String shown() { return "" + pool.evicted; }
          }
          """,
          "Main.java",
          """
          import com.acme.*;
          class Main {
            public static void main(String[] args) throws Exception {
              Ids ids = new Ids();
              Session session = new Session();
              Db db = new Db();
              String[] node = Node.shown().split(" ");
              Tokens.shown();
              cloned(args[0]);
              String[] now = Node.shown().split(" ");
              for (int i = 0; i < node.length; i++) {
                System.out.print(!node[i].equals(now[i]) + " ");
              }
              System.out.print(!ids.shown().equals("" + new java.util.Random(42).nextLong()) + " ");
              System.out.println(Tokens.shown() + " [" + session.shown() + "] " + db.shown());
            }
          """
              + CLONE
              + "}");
}
