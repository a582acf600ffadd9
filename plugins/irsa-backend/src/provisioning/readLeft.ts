import {
  deletionLimits,
  recordedArns,
  type Desired,
  type Left,
  type PlanFacts,
} from '@backstage-irsa/core/planning';
import type { IrsaConfig } from '../config/types';
import { readingsOf } from '../observe/DeletionReader';
import type { TrustWriteStore } from '../serviceAccounts/TrustWriteStore';
import type { RecordedReader } from './RecordedReader';
import { requireKnown } from './requireReadings';
import { readRoles, withCurrentTrust } from './withCurrentTrust';

/**
 * Reads the objects that were created for the ServiceAccount when its spec named another role.
 *
 * @throws ServiceUnavailableError - if one of them could not be read.
 */
export async function readLeft(
  {
    leftReader,
    trustWrites,
    config: irsa,
  }: {
    leftReader: RecordedReader;
    trustWrites: TrustWriteStore;
    config: IrsaConfig;
  },
  { config, roleArn, policyArn, podRole }: Desired,
  { own, others, adopted }: PlanFacts,
): Promise<Left> {
  const roleArns = recordedArns('role', own).filter(
    arn => arn !== roleArn && arn !== podRole?.roleArn,
  );
  const policyArns = recordedArns('policy', own).filter(
    arn => arn !== policyArn,
  );
  const read = () => leftReader.readIam(config, { roleArns, policyArns });
  const objects = await withCurrentTrust(
    trustWrites,
    roleArns,
    read,
    readRoles,
  );
  requireKnown(readingsOf(objects));
  const limits = deletionLimits(irsa);
  return { ...objects, ...limits, recorded: own, adopted, shared: others };
}
