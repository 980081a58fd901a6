package dev.diverge.testapps.libraries;

import org.hibernate.id.IdentifierGeneratorHelper;
import org.hibernate.id.IntegralDataTypeHolder;
import org.hibernate.id.enhanced.AccessCallback;

/** A {@link SharedCounter}, as Hibernate asks for it. */
record SharedSequence(SharedCounter counter) implements AccessCallback {
  static SharedSequence make(int increment) throws Exception {
    return new SharedSequence(SharedCounter.make(increment));
  }

  @Override
  public IntegralDataTypeHolder getNextValue() {
    return IdentifierGeneratorHelper.getIntegralDataTypeHolder(Long.class)
        .initialize(counter.next());
  }

  @Override
  public String getTenantIdentifier() {
    return null;
  }
}
