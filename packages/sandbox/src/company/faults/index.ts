import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import type { World } from '../../state/world';
import { noOidcProvider } from './01-no-oidc-provider';
import { oldIssuer } from './02-old-issuer';
import { wrongSubject } from './03-wrong-subject';
import { wildcardUnderEquals } from './04-wildcard-under-equals';
import { arnPrefixedKey } from './05-arn-prefixed-key';
import { issuerHostTypedWrong } from './06-issuer-host-typed-wrong';
import { audienceDiffers } from './07-audience-differs';
import { defaultTokenPath } from './08-default-token-path';
import { podOlderThanAnnotation } from './12-pod-older-than-annotation';
import { mistypedAnnotation } from './14-mistyped-annotation';
import { malformedArn } from './15-malformed-arn';
import { pathLeftOut } from './16-path-left-out';
import { containerSetsRole } from './17-container-sets-role';
import { userVolume } from './18-user-volume';
import { webhookSkipped } from './19-webhook-skipped';
import { staticKeys } from './20-static-keys';
import { noSubject } from './31-no-subject';
import { otherServiceAccount } from './33-other-service-account';
import { moreConditions } from './36-more-conditions';
import type { Fault } from './fault';

export const faults: Fault[] = [
  noOidcProvider,
  oldIssuer,
  wrongSubject,
  wildcardUnderEquals,
  arnPrefixedKey,
  issuerHostTypedWrong,
  audienceDiffers,
  defaultTokenPath,
  podOlderThanAnnotation,
  mistypedAnnotation,
  malformedArn,
  pathLeftOut,
  containerSetsRole,
  userVolume,
  webhookSkipped,
  staticKeys,
  noSubject,
  otherServiceAccount,
  moreConditions,
];

/**
 * Plants a fault into a healthy service, and notes it in the world's list of services.
 * @throws Error when there is no such fault, or the service is not healthy
 */
export function plantFault(
  world: World,
  service: ServiceAccountRef,
  name: string,
): void {
  const fault = faults.find(known => known.name === name);
  if (!fault) {
    throw new Error(
      `there is no fault ${name}; there are ${faults
        .map(known => known.name)
        .join(', ')}`,
    );
  }
  fault.plant(service, world);
  const { number, title } = fault;
  const noted = world.services.find(
    known =>
      known.cluster === service.cluster &&
      known.namespace === service.namespace &&
      known.name === service.name,
  );
  if (noted) {
    Object.assign(noted, { fault: number, description: title });
  }
}
