/** Longest value of a table; a recorded night has hundreds of stretches. */
const MOST_CHARACTERS = 100;

/** The beginning of a text, with an ellipsis where it goes on. */
export const shorten = (text: string): string =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
