/** Code points of what one looks for, at most. */
export const SEARCH_LENGTH = 100;
