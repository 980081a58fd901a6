package dev.diverge.testapps.sessions;

import dev.diverge.testapps.libraries.Loose;
import java.net.URI;
import java.util.concurrent.Callable;

/** Jetty 11 or 12, embedded; by the names of its classes, since half of them moved in between. */
public final class JettyService implements Callable<Object[]> {

  @Override
  public Object[] call() throws Exception {
    String servlets =
        Loose.exists("org.eclipse.jetty.ee10.servlet.ServletContextHandler")
            ? "org.eclipse.jetty.ee10.servlet."
            : "org.eclipse.jetty.servlet.";
    Loose context = Loose.make(servlets + "ServletContextHandler", 1); // with sessions
    Loose holder = Loose.make(servlets + "ServletHolder", new SessionServlet());
    context.call("addServlet", holder.value(), "/");
    context.call("addEventListener", new SessionServlet.Listener());
    Loose server = Loose.make("org.eclipse.jetty.server.Server", 0);
    server.call("setHandler", context.value());
    server.call("start");
    return Service.at("http://127.0.0.1:" + ((URI) server.call("getURI").value()).getPort());
  }
}
