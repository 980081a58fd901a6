package sun.nio.ch;

import java.io.FileDescriptor;
import java.io.IOException;

/** The signature that {@link DivergeMapper} is compiled against; the JDK's class is used. */
class FileDispatcherImpl {

  long map(FileDescriptor fd, int prot, long position, long length, boolean isSync)
      throws IOException {
    throw new IOException();
  }

  int unmap(long address, long length) {
    return -1;
  }
}
