package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import java.util.Collection;
import java.util.Map;

/** Mappers that take keys from the database in advance: clones would store under the same ones. */
public final class KeyBlocks implements Integration {

  private static final String SPRING = "org.springframework.jdbc.support.incrementer.";
  private static final String COSID = "me.ahoo.cosid.segment.";
  private static final String OPENJPA = "org.apache.openjpa.jdbc.kernel.TableJDBCSeq";

  @Override
  public void describe(Library library) {
    library
        .name("key-blocks")
        .verifiedOn("org.springframework:spring-jdbc", "5.0.0.RELEASE", "7.0.10")
        .verifiedOn("me.ahoo.cosid:cosid-core", "1.4.14", "2.13.3")
        .state(
            "the block of keys of Spring JDBC's incrementers, of Doma's, Cayenne's and Ebean's"
                + " generators, of OpenJPA's table sequences and of CosId's segments")
        .reset("the block is given up, the next key comes from the database")
        .limits(
            "keys of the block given up stay unused; a key taken but not yet stored is kept; those"
                + " of Doma, Cayenne, Ebean and OpenJPA are described by their code, and not"
                + " tried");
    library
        .type(SPRING + "MySQLMaxValueIncrementer")
        .drawn("getNextKey")
        .onCloneEach(each -> each.set("nextId", fresh -> 0L).set("maxId", fresh -> 0L));
    library
        .type(SPRING + "AbstractIdentityColumnMaxValueIncrementer")
        .drawn("getNextKey")
        .onCloneEach(each -> each.set("nextValueIndex", fresh -> -1));
    library
        .type("org.seasar.doma.jdbc.id.AbstractPreGenerateIdGenerator$IdContext")
        .drawn("getNextValue")
        .onCloneEach(each -> each.set("allocated", fresh -> Long.MAX_VALUE));
    library
        .type("org.apache.cayenne.dba.JdbcPkGenerator")
        .drawn("generatePk")
        .onCloneEach(each -> each.apply("pkCache", Map.class, (keys, fresh) -> keys.clear()));
    library
        .type("io.ebean.config.dbplatform.SequenceIdGenerator")
        .drawn("nextId")
        .onCloneEach(each -> each.apply("idList", Collection.class, (keys, fresh) -> keys.clear()));
    library
        .type(OPENJPA + "$Status")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.set("seq", fresh -> 1L).set("max", fresh -> 0L));
    library.type(OPENJPA).noticed("nextInternal", "currentInternal");
    library
        .type(COSID + "DefaultSegmentId")
        .drawn("generate")
        .onCloneEach(each -> each.run("segment", KeyBlocks::overflow));
    library
        .type(COSID + "SegmentChainId")
        .drawn("generate")
        .onCloneEach(each -> each.run("headChain", KeyBlocks::unchain));
  }

  private static void overflow(Instance ids, Fresh fresh) throws Exception {
    ids.set("segment", ids.type(COSID + "DefaultIdSegment").get("OVERFLOW").value());
  }

  private static void unchain(Instance ids, Fresh fresh) throws Exception {
    Instance chains = ids.type(COSID + "IdSegmentChain");
    Instance root =
        chains.hasMethod("newRoot", true)
            ? chains.call("newRoot", ids.get("maxIdDistributor").call("allowReset").value())
            : chains.call("newRoot"); // before 2.0
    ids.set("headChain", root.value());
    ids.get("prefetchJob").set("tailChain", root.value());
  }
}
