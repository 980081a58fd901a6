package dev.diverge.driver;

import java.lang.ref.Reference;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * {@code snapstart}: counts the restores of an AWS Lambda function with SnapStart. Its runtime
 * client drives a package of its own, of CRaC's shape: the hooks are run once the machine is
 * restored and before the first event is asked for.
 *
 * <p>The client is on the class path of the function's JVM, whose main class it has. It is asked
 * before that main: the first to be registered is the first to hear of a restore.
 *
 * <p>Asynchronous, and about the machine: Lambda restores as many of one snapshot as it needs.
 */
final class SnapStartSource implements Source {
  private static final String PACKAGE = "com.amazonaws.services.lambda.crac";

  /** What Lambda says of how the function is started, and what it says of one to be snapshotted. */
  static final String VARIABLE = "AWS_LAMBDA_INITIALIZATION_TYPE";

  static final String SNAP_START = "snap-start";

  private static final String HTTP = "sun.net.www.http.HttpClient";

  private final SourceSpec spec;
  private final RestoreContext context;

  private SnapStartSource(SourceSpec spec, RestoreContext context) {
    this.spec = spec;
    this.context = context;
  }

  static SnapStartSource open(SourceSpec spec, SourceNews news) throws SourceRefusedException {
    Class<?> core = RestoreContext.core(PACKAGE, ClassLoader.getSystemClassLoader());
    if (core == null) {
      throw new SourceRefusedException(
          Inode.line(spec, "no runtime client of Lambda's (" + PACKAGE + ") on the class path"),
          SourceRefusedException.Reason.UNAVAILABLE);
    }
    RestoreContext context = new RestoreContext(new BeforeItsCall(news));
    context.register(spec, core);
    return new SnapStartSource(spec, context);
  }

  static SourceVerdict absence(SourceSpec spec) {
    String type = Environment.beginning(VARIABLE).get(VARIABLE);
    return type == null
        ? SourceVerdict.absent(spec, "not a function of AWS Lambda's")
        : SourceVerdict.unusable(
            spec, "this function is not snapshotted: " + VARIABLE + "=" + type);
  }

  /**
   * The client waits for the restore in a call by HTTP, its first, so that in the clone there is a
   * connection: what becomes of that is to be known before.
   */
  private record BeforeItsCall(SourceNews news) implements SourceNews {

    @Override
    public void beforeSnapshot() {
      Socket unconnected = new Socket(); // as long as that is so, there is nothing to close
      try {
        Class.forName(HTTP, true, null);
      } catch (ClassNotFoundException | LinkageError otherJdk) {
        // Then it takes a moment longer after the restore.
      }
      try {
        news.beforeSnapshot();
      } finally {
        Reference.reachabilityFence(unconnected);
      }
    }

    @Override
    public void run() {
      news.run();
    }
  }

  @Override
  public long generation() {
    return context.restores();
  }

  @Override
  public @Nullable String tend() {
    return null;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public String merit(String besides) {
    return "Lambda's runtime client tells of each restore, before the first event";
  }

  @Override
  public boolean usable() {
    return context.isRegistered();
  }

  @Override
  public void close() {
    context.forget();
  }
}
