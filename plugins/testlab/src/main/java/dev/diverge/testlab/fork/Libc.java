package dev.diverge.testlab.fork;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * The few calls that forking takes. A clone does its input and output with these as well: the JDK's
 * own may ask for a thread that was not copied.
 */
public final class Libc {
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_CREAT = 0100;
  public static final int O_APPEND = 02000;
  public static final int PR_SET_PDEATHSIG = 1;
  public static final int SIGKILL = 9;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;
  public static final int WNOHANG = 1;
  public static final int WUNTRACED = 2;

  private Libc() {}

  public static native int fork() throws LastErrorException;

  public static native int waitpid(int pid, int[] status, int options) throws LastErrorException;

  public static native int kill(int pid, int signal) throws LastErrorException;

  public static native int raise(int signal) throws LastErrorException;

  public static native int gettid();

  public static native int usleep(int microseconds);

  public static native void _exit(int status);

  public static native int alarm(int seconds);

  public static native int prctl(
      int option, long argument, long unused3, long unused4, long unused5)
      throws LastErrorException;

  public static native int pipe(int[] ends) throws LastErrorException;

  public static native int open(String path, int flags, int mode) throws LastErrorException;

  public static native long read(int fd, byte[] into, long size) throws LastErrorException;

  public static native long pread(int fd, byte[] into, long size, long offset)
      throws LastErrorException;

  public static native long write(int fd, byte[] from, long size) throws LastErrorException;

  public static native long pwrite(int fd, byte[] from, long size, long offset)
      throws LastErrorException;

  public static native int dup2(int fd, int other) throws LastErrorException;

  public static native int close(int fd) throws LastErrorException;

  static {
    Native.register(Libc.class, Platform.C_LIBRARY_NAME);
  }
}
