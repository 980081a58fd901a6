package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** MyBatis-Plus makes keys with a Snowflake whose node comes from the host and the process. */
public final class MybatisPlus implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("mybatis-plus")
        .verifiedOn("com.baomidou:mybatis-plus-core", "3.3.0", "3.5.17")
        .state("worker and data centre of each Sequence, by which IdType.ASSIGN_ID makes keys")
        .reset("drawn anew; the last timestamp is left alone")
        .limits(
            "worker and data centre have 10 bits: two of 38 clones have the same more often than not,"
                + " and then make the same keys, unless `node-number` gives each its own");
    library
        .type("com.baomidou.mybatisplus.core.toolkit.Sequence")
        .drawn("nextId")
        .onCloneEach(each -> each.run("workerId", Snowflakes::renewPair));
  }
}
