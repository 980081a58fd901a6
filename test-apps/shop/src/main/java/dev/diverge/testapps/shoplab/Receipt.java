package dev.diverge.testapps.shoplab;

/**
 * What the shop told a customer of an order.
 *
 * @param wish the customer's own name for the order
 * @param id the row's primary key
 * @param number the shop's name for the order
 * @param trace the trace's id of the request
 */
public record Receipt(String wish, long id, String number, String trace) {}
