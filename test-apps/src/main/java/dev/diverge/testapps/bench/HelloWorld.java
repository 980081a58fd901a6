package dev.diverge.testapps.bench;

/** The program whose start is measured. */
public final class HelloWorld {

  private HelloWorld() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
