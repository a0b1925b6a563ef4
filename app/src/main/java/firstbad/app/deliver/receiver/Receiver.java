package firstbad.app.deliver.receiver;

/** Takes messages, one at a time. */
@FunctionalInterface
public interface Receiver {

  /**
   * Hands a message over once, within a time of its own.
   *
   * @throws InterruptedException when the work is to end; whether it was taken is not known then
   */
  Attempt attempt(Message message) throws InterruptedException;
}
