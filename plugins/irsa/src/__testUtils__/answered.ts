import { act, waitFor } from '@testing-library/react';

/** Waits until the stand-in of the backend was asked for a path, and what it answered is shown; what is missing then does not come later. */
export async function answered(
  backend: jest.MockedFunction<typeof fetch>,
  path: RegExp,
): Promise<void> {
  const answers = () =>
    backend.mock.calls.flatMap(([url], index) =>
      path.test(String(url)) ? [backend.mock.results[index].value] : [],
    );
  await waitFor(() => expect(answers()).not.toEqual([]));
  await act(async () => {
    await Promise.all(answers());
  });
}
