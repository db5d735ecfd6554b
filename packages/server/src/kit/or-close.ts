/** What was opened is closed again when the next step fails, a port that is taken above all. */
export async function orClose<T>(opened: { close(): Promise<void> }, step: () => T): Promise<T> {
  try {
    return step();
  } catch (fault) {
    await opened.close();
    throw fault;
  }
}
