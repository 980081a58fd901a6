package dev.diverge.testapps.libraries;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Gets artifacts as Maven does, with its settings and its local repository, but any version. */
public final class LibraryJars implements AutoCloseable {
  private static final String SCOPE = "runtime";

  private final Context maven =
      Runtimes.INSTANCE
          .getRuntime()
          .create(ContextOverrides.create().withUserSettings(true).build());

  /** The artifacts, what they need at run time, and the folder of the test's classes. */
  public List<URL> of(Class<?> test, String... artifacts) {
    List<URL> classPath = new ArrayList<>();
    CollectRequest request = new CollectRequest().setRepositories(maven.remoteRepositories());
    for (String artifact : artifacts) {
      request.addDependency(new Dependency(new DefaultArtifact(artifact), SCOPE));
    }
    for (String brought : brought(test)) {
      request.addDependency(new Dependency(new DefaultArtifact(brought), SCOPE));
    }
    try {
      for (ArtifactResult result :
          maven
              .repositorySystem()
              .resolveDependencies(
                  maven.repositorySystemSession(), new DependencyRequest(request, null))
              .getArtifactResults()) {
        classPath.add(result.getArtifact().getFile().toURI().toURL());
      }
    } catch (DependencyResolutionException | MalformedURLException e) {
      throw new IllegalStateException("cannot get " + String.join(", ", artifacts), e);
    }
    classPath.add(test.getProtectionDomain().getCodeSource().getLocation());
    return List.copyOf(classPath);
  }

  /** The same as a class path. */
  public String classPath(Class<?> test, String... artifacts) {
    return of(test, artifacts).stream()
        .map(LibraryJars::path)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String path(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] brought(Class<?> test) {
    Versions versions = test.getAnnotation(Versions.class);
    return versions == null ? new String[0] : versions.with();
  }

  /** The artifact alone. */
  public Path jar(String artifact) throws ArtifactResolutionException {
    ArtifactRequest request =
        new ArtifactRequest(new DefaultArtifact(artifact), maven.remoteRepositories(), null);
    return maven
        .repositorySystem()
        .resolveArtifact(maven.repositorySystemSession(), request)
        .getArtifact()
        .getFile()
        .toPath();
  }

  @Override
  public void close() {
    maven.close();
  }
}
