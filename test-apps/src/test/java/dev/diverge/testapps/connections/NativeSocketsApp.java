package dev.diverge.testapps.connections;

import dev.diverge.testapps.answers.Page;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Opens connections on each native transport it is told of, is cloned, and says what became of
 * them. The first deed after each clone is a write on an old connection.
 */
final class NativeSocketsApp {

  private NativeSocketsApp() {}

  /** Page, peer's port, own address, which ends are waited for; transports on standard input. */
  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    List<String> waited = List.of(args[3].split("\\+"));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      String[] transport = line.split("\\|", -1);
      Map<String, String> names =
          Map.of(
              "label", transport[0],
              "group", transport[2],
              "channel", transport[3],
              "server", transport[4],
              "port", args[1],
              "own", args[2]);
      run(in, page, names, waited, transport[1], transport[5]);
    }
    System.exit(0);
  }

  @SuppressWarnings("unchecked")
  private static void run(
      BufferedReader in,
      Page page,
      Map<String, String> names,
      List<String> waited,
      String place,
      String classPath)
      throws Exception {
    String label = names.get("label") + ", ";
    List<URL> jars = new ArrayList<>();
    for (String jar : classPath.split(" ", -1)) {
      jars.add(URI.create(jar).toURL());
    }
    Function<String, String> ends =
        (Function<String, String>)
            new RelocatingLoader(jars, place)
                .loadClass(NettyEnds.class.getName())
                .getConstructor(Map.class)
                .newInstance(names);
    System.out.println(label + "listens on " + ends.apply("open"));
    in.readLine(); // it has served

    page.raise();
    System.out.println(label + "first write: " + ends.apply("write"));
    for (String end : List.of("client", "server", "abroad")) {
      System.out.println(
          label + end + ": " + ends.apply(waited.contains(end) ? end + "'s end" : end));
    }
    System.out.println(label + "asks again: " + ends.apply("again"));
    System.out.println(label + "done");
    in.readLine(); // its listener is being tried
    System.out.println(label + "closes, " + ends.apply("close"));
  }
}
