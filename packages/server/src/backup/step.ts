/** Told how many more bytes are done. */
export type Step = (bytes: number) => void;

/** Begins a stage of so many bytes, for whoever shows how far it is. */
export type Stages = (name: string, bytes: number) => Step;
