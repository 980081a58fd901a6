package dev.diverge.plugins.otel;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/** Jars as an application's build gets them. */
final class MavenJars {

  private MavenJars() {}

  /** That artifact, first, and all that it needs. */
  static List<Path> of(String coordinates) throws Exception {
    CollectRequest request = new CollectRequest();
    request.setRoot(new Dependency(new DefaultArtifact(coordinates), "compile"));
    List<Path> jars = new ArrayList<>();
    try (Context maven =
        Runtimes.INSTANCE
            .getRuntime()
            .create(ContextOverrides.create().withUserSettings(true).build())) {
      request.setRepositories(maven.remoteRepositories());
      for (ArtifactResult jar :
          maven
              .repositorySystem()
              .resolveDependencies(
                  maven.repositorySystemSession(), new DependencyRequest(request, null))
              .getArtifactResults()) {
        jars.add(jar.getArtifact().getFile().toPath());
      }
    }
    return jars;
  }
}
