package dev.diverge.testapps.shop;

import java.util.UUID;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Service;

/** Takes orders: a receipt's number from Redis, then a row in the database. */
@Service
public class OrderDesk {
  private static final String RECEIPTS = "shop:receipts";

  private final OrderRepository orders;
  private final StringRedisTemplate redis;

  OrderDesk(OrderRepository orders, StringRedisTemplate redis) {
    this.orders = orders;
    this.redis = redis;
  }

  public PlacedOrder place(String wish) {
    Long receipt = redis.opsForValue().increment(RECEIPTS);
    if (receipt == null) {
      throw new IllegalStateException("Redis gave no receipt number");
    }
    // The repository commits before it returns.
    return orders.saveAndFlush(new PlacedOrder(newNumber(), wish, receipt));
  }

  public String newNumber() {
    return UUID.randomUUID().toString();
  }
}
