package firstbad.server.ingest;

/**
 * How much of a text is in Kafka.
 *
 * @param lines of the text, over all its bisections, up to which all are durable; 0 for a text
 *     nobody has sent
 * @param ended whether its end is there too
 */
record TextStanding(long lines, boolean ended) {}
