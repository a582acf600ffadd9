import { jsonCaller } from '../../../aws/__testUtils__/call';

/** Calls an operation of AWS Organizations. Rejects with an error like those of the SDK. */
export type Organizations = (
  operation: string,
  input?: object,
) => Promise<Record<string, unknown>>;

export function organizationsAt(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): Organizations {
  const call = jsonCaller({
    ...{ endpoint, service: 'organizations', region: 'us-east-1' },
    prefix: 'AWSOrganizationsV20161128',
  });
  return (operation, input) => call(credentials, operation, input);
}
