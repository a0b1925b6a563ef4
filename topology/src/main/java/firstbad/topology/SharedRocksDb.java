package firstbad.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One cache for all stores of the process, which holds blocks, indexes, filters and what is not yet
 * written. By itself RocksDB takes up to 98 MiB for each store of each task.
 */
public final class SharedRocksDb implements RocksDBConfigSetter {
  private static final long MIB = 1024 * 1024;

  /** Beside a heap of so much, in bytes. */
  static final long CAPACITY =
      Math.max(48 * MIB, Math.min(512 * MIB, Runtime.getRuntime().maxMemory() / 4));

  /** A store is written out when it has gathered so much, in bytes. */
  private static final long WRITE_BUFFER = 8 * MIB;

  private static final double FOR_INDEXES = 0.1;

  private static final Cache CACHE;
  private static final WriteBufferManager BUFFERS;

  static {
    RocksDB.loadLibrary();
    CACHE = new LRUCache(CAPACITY, -1, false, FOR_INDEXES);
    BUFFERS = new WriteBufferManager(CAPACITY / 2, CACHE);
  }

  /** How many bytes are in it now, which stay near {@link #capacity()} in use. */
  public static long used() {
    return CACHE.getUsage();
  }

  /** How many bytes it holds at most; what is in use is not thrown out, and may go beyond. */
  public static long capacity() {
    return CAPACITY;
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(2);
  }

  @Override
  public void close(String store, Options options) {
    // the cache is that of the process and outlives the store
  }
}
