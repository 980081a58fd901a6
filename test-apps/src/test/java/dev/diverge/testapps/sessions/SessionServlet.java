package dev.diverge.testapps.sessions;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;

/** Answers whether it knew the session; to a request for {@code /wait}, whether it still does. */
public final class SessionServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    String answer = "known";
    if (session.isNew()) {
      answer = "new";
      session.setAttribute("bound", new Bound());
    }
    if (request.getRequestURI().endsWith("/wait")) {
      Service.waitInFlight();
      try {
        answer = "goes on with " + session.getAttribute("bound").getClass().getSimpleName();
      } catch (IllegalStateException expired) {
        answer = "has " + request.getSession(false);
      }
    }
    response.getWriter().print(answer);
  }

  /** Counts itself when its session ends. */
  static final class Bound implements HttpSessionBindingListener {
    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
      Service.UNBOUND.incrementAndGet();
    }
  }

  /** Counts sessions that end. */
  static final class Listener implements HttpSessionListener {
    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
      event.getSession().getAttribute("bound"); // still allowed
      Service.DESTROYED.incrementAndGet();
    }
  }
}
