package dev.diverge.testapps.forklab;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * The few calls that forking takes. A clone does its input and output with these as well: the JDK's
 * own may ask for a thread that was not copied.
 */
final class Libc {
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_CREAT = 0100;
  static final int O_APPEND = 02000;
  static final int PR_SET_PDEATHSIG = 1;
  static final int SIGKILL = 9;
  static final int SIGCONT = 18;
  static final int SIGSTOP = 19;
  static final int WNOHANG = 1;
  static final int WUNTRACED = 2;

  private Libc() {}

  static native int fork() throws LastErrorException;

  static native int waitpid(int pid, int[] status, int options) throws LastErrorException;

  static native int kill(int pid, int signal) throws LastErrorException;

  static native int raise(int signal) throws LastErrorException;

  static native int gettid();

  static native int usleep(int microseconds);

  static native void _exit(int status);

  static native int alarm(int seconds);

  static native int prctl(int option, long argument, long unused3, long unused4, long unused5)
      throws LastErrorException;

  static native int pipe(int[] ends) throws LastErrorException;

  static native int open(String path, int flags, int mode) throws LastErrorException;

  static native long read(int fd, byte[] into, long size) throws LastErrorException;

  static native long pread(int fd, byte[] into, long size, long offset) throws LastErrorException;

  static native long write(int fd, byte[] from, long size) throws LastErrorException;

  static native long pwrite(int fd, byte[] from, long size, long offset) throws LastErrorException;

  static native int dup2(int fd, int other) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static {
    Native.register(Libc.class, Platform.C_LIBRARY_NAME);
  }
}
