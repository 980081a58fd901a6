package dev.diverge.testapps.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.libraries.LibraryJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sessions} says is done to the sessions of real containers, over HTTP. */
class SessionsTest {

  private static final Map<String, Class<?>> CONTAINERS = new LinkedHashMap<>();

  static {
    CONTAINERS.put("org.apache.tomcat.embed:tomcat-embed-core:10.1.0", TomcatService.class);
    CONTAINERS.put("org.apache.tomcat.embed:tomcat-embed-core:10.1.59", TomcatService.class);
    CONTAINERS.put("org.apache.tomcat.embed:tomcat-embed-core:11.0.27", TomcatService.class);
    CONTAINERS.put("org.eclipse.jetty:jetty-servlet:11.0.0", JettyService.class);
    CONTAINERS.put("org.eclipse.jetty:jetty-servlet:11.0.26", JettyService.class);
    CONTAINERS.put("org.eclipse.jetty.ee10:jetty-ee10-servlet:12.0.0", JettyService.class);
    CONTAINERS.put("org.eclipse.jetty.ee10:jetty-ee10-servlet:12.1.14", JettyService.class);
    CONTAINERS.put("io.undertow:undertow-servlet:2.3.0.Final", UndertowServletService.class);
    CONTAINERS.put("io.undertow:undertow-servlet:2.3.26.Final", UndertowServletService.class);
    CONTAINERS.put("io.undertow:undertow-core:2.2.0.Final", UndertowService.class);
    CONTAINERS.put("io.undertow:undertow-core:2.4.4.Final", UndertowService.class);
  }

  private static final String ENDED =
      "new new new new; under way: 200 has null; destroyed 3, unbound 3";
  private static final String KEPT =
      "known known known known; under way: 200 goes on with Bound; destroyed 0, unbound 0";

  @TempDir Path folder;

  @Test
  void byDefaultSessionsExpireOnAClone() throws Exception {
    Page page = Page.in(folder);
    assertAll(ENDED, List.of(Child.agent(page)), page);
  }

  @Test
  void sessionsAreKeptIfAsked() throws Exception {
    Page page = Page.in(folder);
    assertAll(KEPT, List.of(Child.agent(page, "sessions=keep")), page);
  }

  /** The control: a clone accepts what its twin accepts. */
  @Test
  void withoutTheAgentSessionsGoOn() throws Exception {
    assertAll(KEPT, List.of(), Page.in(folder));
  }

  private void assertAll(String expected, List<String> flags, Page page) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(page.file().toString());
    arguments.add(Boolean.toString(expected.equals(ENDED)));
    try (LibraryJars jars = new LibraryJars()) {
      for (Map.Entry<String, Class<?>> container : CONTAINERS.entrySet()) {
        arguments.add(container.getKey());
        arguments.add(container.getValue().getName());
        arguments.add(jars.classPath(container.getValue(), container.getKey()));
      }
    }
    try (Child child =
        Child.main(folder, flags, SessionsApp.class, arguments.toArray(String[]::new))) {
      String out = child.finish();
      assertEquals(
          CONTAINERS.keySet().stream().map(name -> name + ": " + expected).toList(),
          out.lines().toList(),
          child.err());
    }
  }
}
