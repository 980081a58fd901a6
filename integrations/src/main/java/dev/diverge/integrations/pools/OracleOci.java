package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Oracle's OCI driver makes its connections in the Oracle client's native code. */
public final class OracleOci implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("oracle-oci")
        .severity(Severity.SECURITY)
        .state("connections of Oracle's OCI (type 2) driver")
        .uncovered(
            "they are native and not aborted: use the thin driver, or close the pool before the snapshot");
    library.type("oracle.jdbc.driver.T2CConnection");
  }
}
