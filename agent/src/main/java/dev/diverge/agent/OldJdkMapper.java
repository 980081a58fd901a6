package dev.diverge.agent;

import dev.diverge.driver.Mapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * Before JDK 20: files the public way, which is quick enough there, and devices, which it refuses,
 * through a class that is not even loaded on most machines.
 */
final class OldJdkMapper implements Mapper {

  @Override
  public ByteBuffer map(RandomAccessFile file, int bytes) throws IOException {
    return (file.length() == 0 ? GuardDefiner.deviceMapper() : Mapper.usual()).map(file, bytes);
  }
}
