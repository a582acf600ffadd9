import { policyIn } from './attribute';
import type { ResourceReader } from './types';

/** Reads functions. Source: "GetPolicy", AWS Lambda API Reference. */
export const lambda: ResourceReader = {
  policy: (aws, home, name) =>
    policyIn('lambda:GetPolicy', async () =>
      Reflect.get(
        await aws.get('lambda', home, `/2015-03-31/functions/${name}/policy`),
        'Policy',
      ),
    ),
};
