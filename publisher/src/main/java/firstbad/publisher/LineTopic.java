package firstbad.publisher;

/**
 * The topic of the lines.
 *
 * @param id another one when it was deleted and created again
 * @param servers the brokers, as they were given
 */
record LineTopic(String name, String id, String servers) {

  /** The brokers as the subject of a sentence. */
  String where() {
    return "Kafka at " + servers;
  }
}
