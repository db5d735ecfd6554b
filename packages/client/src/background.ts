/** Runs what nobody waits for; what fails there is reported, never lost. */
export type Background = (task: () => Promise<unknown>) => void;

export function background(report: (error: unknown) => void): Background {
  return (task) => {
    task().catch(report);
  };
}
