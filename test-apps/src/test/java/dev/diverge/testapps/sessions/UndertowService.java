package dev.diverge.testapps.sessions;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.session.InMemorySessionManager;
import io.undertow.server.session.Session;
import io.undertow.server.session.SessionAttachmentHandler;
import io.undertow.server.session.SessionConfig;
import io.undertow.server.session.SessionCookieConfig;
import io.undertow.server.session.SessionListener;
import io.undertow.server.session.SessionManager;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;

/** Undertow without servlets. */
public final class UndertowService implements Callable<Object[]> {

  @Override
  public Object[] call() {
    InMemorySessionManager manager = new InMemorySessionManager("sessions");
    manager.registerSessionListener(new Listener());
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                new SessionAttachmentHandler(
                    new BlockingHandler(UndertowService::answer),
                    manager,
                    new SessionCookieConfig()))
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    return Service.at("http://127.0.0.1:" + address.getPort());
  }

  private static void answer(HttpServerExchange exchange) {
    SessionManager manager = exchange.getAttachment(SessionManager.ATTACHMENT_KEY);
    SessionConfig config = exchange.getAttachment(SessionConfig.ATTACHMENT_KEY);
    Session session = manager.getSession(exchange, config);
    String answer = session == null ? "new" : "known";
    if (session == null && config.findSessionId(exchange) == null) { // else it would get that id
      session = manager.createSession(exchange, config);
      session.setAttribute("bound", "Bound");
    }
    if (exchange.getRequestPath().equals("/wait")) {
      Service.waitInFlight();
      try {
        answer = "goes on with " + session.getAttribute("bound");
      } catch (IllegalStateException expired) {
        answer = "has " + manager.getSession(session.getId());
      }
    }
    exchange.getResponseSender().send(answer);
  }

  private static final class Listener implements SessionListener {
    @Override
    public void sessionDestroyed(
        Session session, HttpServerExchange exchange, SessionDestroyedReason reason) {
      Service.DESTROYED.incrementAndGet();
      if (session.getAttribute("bound") != null) {
        Service.UNBOUND.incrementAndGet(); // whoever is to be told is told from here
      }
    }
  }
}
