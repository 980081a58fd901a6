package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.File;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.dgc.VMID;
import java.rmi.server.ObjID;
import java.rmi.server.UID;
import java.util.UUID;

/** Names that the JDK makes up. */
final class IdEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("UUID.randomUUID", () -> UUID.randomUUID());
    emitters.add("File.createTempFile", () -> gone(File.createTempFile("lab", null).toPath()));
    emitters.add("Files.createTempFile", () -> gone(Files.createTempFile("lab", null)));
    emitters.add("Files.createTempDirectory", () -> gone(Files.createTempDirectory("lab")));
    emitters.add("temporary Unix socket", IdEmitters::socketName);
    emitters.add("java.rmi.server.UID", () -> new UID());
    emitters.add("java.rmi.dgc.VMID", () -> new VMID());
    emitters.add("java.rmi.server.ObjID", () -> new ObjID());
  }

  private static Path gone(Path file) throws Exception {
    Files.delete(file);
    return file;
  }

  private static Path socketName() throws Exception {
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(null);
      return gone(Path.of(channel.getLocalAddress().toString()));
    }
  }
}
