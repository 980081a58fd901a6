package dev.diverge.agent.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** LoadedClasses only where the module {@code jdk.attach} is there. */
final class JdkAttach {

  private JdkAttach() {}

  static void wake(String pid) throws IOException {
    try {
      VirtualMachine.attach(pid).detach();
    } catch (AttachNotSupportedException e) {
      throw new IOException("process " + pid + " cannot be attached to: " + e.getMessage(), e);
    }
  }
}
