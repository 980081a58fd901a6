package com.acme.quiet;

public final class Service {

  private Service() {}

  public static byte[] answer(byte[] question) {
    return question.clone();
  }
}
