import type { Kind } from '../kind';

/** Does the work, and breaks the connection before the answer. */
export const cutOff: Kind = { breaks: 'before-answer' };

/** Does the work, and breaks the connection in the middle of the answer. */
export const breakOff: Kind = { breaks: 'in-answer' };
