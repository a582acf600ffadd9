import { act } from '@testing-library/react';

const STEP_MILLISECONDS = 500;

/** Advances Jest's fake timers in small steps, because React runs effects, which start the next timers, only at the end of each `act`. */
export async function passTime(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += STEP_MILLISECONDS) {
    await act(() => jest.advanceTimersByTimeAsync(STEP_MILLISECONDS));
  }
}
