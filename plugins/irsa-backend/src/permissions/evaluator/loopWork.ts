/** The work that one evaluation may do on the event loop, in compared symbols: less than 100 ms. More is left to the worker threads. */
export const LOOP_WORK = 2_000_000;
