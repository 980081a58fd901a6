package dev.diverge.plugins.otel;

import dev.diverge.Diverge;
import dev.diverge.PerClone;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What a clone's telemetry says of where it comes from; in epoch 0, what the SDK says. */
final class Identity {

  static final AttributeKey<Long> EPOCH = AttributeKey.longKey("diverge.epoch");
  static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

  private static final PerClone<Clone> CLONE =
      PerClone.of(() -> new Clone(Diverge.epoch(), UUID.randomUUID().toString()));

  private Identity() {}

  /** The same one each time: exporters put together what has one resource. */
  static Resource own(Resource of) {
    return CLONE.get().own(of);
  }

  private static final class Clone {
    private final long epoch;
    private final String instance;
    private final Map<Resource, Resource> known = new ConcurrentHashMap<>();

    Clone(long epoch, String instance) {
      this.epoch = epoch;
      this.instance = instance;
    }

    Resource own(Resource of) {
      return epoch == 0 ? of : known.computeIfAbsent(of, this::made);
    }

    /** Not by the resource's own builder, which warns of an identity that changes. */
    private Resource made(Resource of) {
      return Resource.create(
          of.getAttributes().toBuilder().put(INSTANCE, instance).put(EPOCH, epoch).build(),
          of.getSchemaUrl());
    }
  }
}
