package dev.diverge.testapps.shop;

import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the customer stands: logs in, then orders. */
@RestController
class Counter {
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private final OrderDesk desk;

  Counter(Tokens tokens, OrderDesk desk) {
    this.tokens = tokens;
    this.desk = desk;
  }

  /** What the customer is told of an order. */
  record Placed(long id, String number, long receipt) {}

  @PostMapping("/login")
  String login(@RequestParam("name") String name, HttpSession session) {
    session.setAttribute("name", name);
    return tokens.issue(name);
  }

  @GetMapping("/me")
  ResponseEntity<String> me(HttpSession session) {
    Object name = session.getAttribute("name");
    return name == null
        ? ResponseEntity.status(HttpStatus.UNAUTHORIZED).build()
        : ResponseEntity.ok(name.toString());
  }

  /** The number that an order may have. */
  @PostMapping("/numbers")
  String number() {
    return desk.newNumber();
  }

  @PostMapping("/orders")
  ResponseEntity<Placed> order(
      @RequestParam("wish") String wish, @RequestHeader("Authorization") String authorization) {
    if (!authorization.startsWith(BEARER)
        || !tokens.accepts(authorization.substring(BEARER.length()))) {
      return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
    }
    PlacedOrder order = desk.place(wish);
    long id = Objects.requireNonNull(order.getId());
    return ResponseEntity.ok(new Placed(id, order.getNumber(), order.getReceipt()));
  }
}
