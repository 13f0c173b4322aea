/**
 * Lets waiting messages in: after it, a request to stop the work has been heard. A message to
 * oneself, because browsers stretch repeated timers to 4 ms, nearly the time of a token.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
