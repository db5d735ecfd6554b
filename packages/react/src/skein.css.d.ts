/** Imported for its look alone. */
export {};
