package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;

/** What a TLS client says first. */
final class TlsEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    // 1.2 alone, for 1.3 makes a key pair first, and that is slow.
    emitters.add(
        "TLS ClientHello random",
        ClientHello::context,
        context -> ClientHello.of(context, "TLSv1.2").random());
    emitters
        .add(
            "TLS 1.3 ClientHello random",
            ClientHello::context,
            context -> ClientHello.of(context, "TLSv1.3").random())
        .slow();
    emitters
        .add(
            "TLS 1.3 key share",
            ClientHello::context,
            context -> ClientHello.of(context, "TLSv1.3").keyShare())
        .slow();
  }
}
