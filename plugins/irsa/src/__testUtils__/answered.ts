import { act, waitFor } from '@testing-library/react';

/** Waits until the mock backend has answered a path and the answer is rendered. Content that is missing then will not appear later. */
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
