package dev.diverge.testapps.sessions;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.types.ObjectId;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;

/** A web application with libraries of its own; it answers with a session's id and another. */
public final class Redeployed extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient MapSessionRepository repository =
      new MapSessionRepository(new ConcurrentHashMap<>());

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    session.setAttribute("own", new Own());
    MapSession other = repository.createSession();
    repository.save(other);
    response.getWriter().print(session.getId() + " " + other.getId() + " " + new ObjectId());
  }

  /** An object whose class is the application's: who holds a session holds the application. */
  static final class Own {}
}
