import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderHook, waitFor } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import { useAllowed } from './useAllowed';

describe('useAllowed', () => {
  it('requests the decision for the given IAM service account', async () => {
    const decide = (request: EvaluatePermissionRequest) =>
      'resourceRef' in request && request.resourceRef === 'mine'
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY;
    const api = mockApis.permission({ authorize: decide });
    const wrapper = ({ children }: PropsWithChildren) => (
      <TestApiProvider apis={[[permissionApiRef, api]]}>
        {children}
      </TestApiProvider>
    );
    const { result, rerender } = renderHook(
      ({ id }) => useAllowed(irsaServiceAccountVerifyPermission, id),
      { wrapper, initialProps: { id: 'mine' } },
    );
    expect(result.current).toBe(false);
    await waitFor(() => expect(result.current).toBe(true));
    rerender({ id: 'theirs' });
    await waitFor(() => expect(result.current).toBe(false));
  });
});
