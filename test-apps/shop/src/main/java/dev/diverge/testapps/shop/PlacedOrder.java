package dev.diverge.testapps.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An order as the database keeps it. */
@Entity
@Table(name = "placed_order")
public class PlacedOrder {
  /** Hibernate asks the database once for fifty of them. */
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "order_id")
  @SequenceGenerator(name = "order_id", sequenceName = "order_id", allocationSize = 50)
  private @Nullable Long id;

  /** What the customer is told; another is made for every order. */
  @Column(nullable = false)
  private String number = "";

  /** The customer's own name for the order; nothing here keeps it from being there twice. */
  @Column(nullable = false)
  private String wish = "";

  @Column(nullable = false)
  private long receipt;

  protected PlacedOrder() {}

  PlacedOrder(String number, String wish, long receipt) {
    this.number = number;
    this.wish = wish;
    this.receipt = receipt;
  }

  public @Nullable Long getId() {
    return id;
  }

  public String getNumber() {
    return number;
  }

  public String getWish() {
    return wish;
  }

  public long getReceipt() {
    return receipt;
  }
}
