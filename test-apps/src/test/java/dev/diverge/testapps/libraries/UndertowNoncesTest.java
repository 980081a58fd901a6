package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.util.HexFormat;

@Versions({"io.undertow:undertow-core:2.2.0.Final", "io.undertow:undertow-core:2.4.4.Final"})
class UndertowNoncesTest implements LibraryTest {

  private static final byte[] PREFIX = new byte[8];
  private static final byte[] TIME = new byte[8];

  @Override
  public void describe(Emitters emitters) {
    emitters
        .add(
            "hash of a nonce",
            () -> Inside.make("io.undertow.security.impl.SimpleNonceManager"),
            manager ->
                HexFormat.of()
                    .formatHex((byte[]) Inside.call(manager, "generateHash", PREFIX, TIME)))
        .constant();
  }
}
