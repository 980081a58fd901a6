package dev.diverge.scan.read;

/**
 * Where a class comes from.
 *
 * @param jar the name of the jar or folder
 * @param path the way to it, {@code app.jar!/BOOT-INF/lib/ids-1.2.jar}
 * @param application whether it is the application's own, or a library's
 */
public record Place(String jar, String path, boolean application) {

  static Place of(String path, boolean application) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String jar = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    return new Place(jar.isEmpty() ? path : jar, path, application);
  }
}
