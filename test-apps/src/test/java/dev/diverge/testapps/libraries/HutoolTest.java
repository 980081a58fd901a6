package dev.diverge.testapps.libraries;

import cn.hutool.core.lang.ObjectId;
import cn.hutool.core.lang.Snowflake;
import cn.hutool.core.util.IdUtil;
import dev.diverge.testlab.Emitters;

@Versions({"cn.hutool:hutool-core:5.0.0", "cn.hutool:hutool-core:5.8.44"})
class HutoolTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("ObjectId", SameMoment.of(() -> ObjectId.next().substring(8)));
    emitters.add("fastUUID", () -> IdUtil.fastUUID());
    emitters.add("randomUUID", () -> IdUtil.randomUUID());
    emitters.add("NanoId", () -> IdUtil.nanoId());
    Snowflake snowflake = new Snowflake(1, 1);
    emitters.add("Snowflake", SameMoment.of(() -> snowflake.nextId() & 0x3f_f000)).ofBits(10);
  }
}
