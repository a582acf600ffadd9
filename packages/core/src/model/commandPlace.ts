import { shellQuote } from './shell';

/** The context, region, and accounts in which commands run. @public */
export interface CommandPlace {
  /** The kubectl context. It has the name of the cluster. */
  context?: string;
  region?: string;
  /** The account of the cluster. */
  clusterAccountId?: string;
  /** The account of the role, and of all objects that do not belong to a cluster. */
  roleAccountId?: string;
}

/** Matches a program at the start of a command: at the start of the line, or after a pipe, `xargs`, or a command substitution. */
const PROGRAM =
  /(^|\| |\| xargs -n1 |"\$\()(?:aws (\w[\w-]*)|kubectl(?! --context)) /g;

/** The AWS CLI services whose objects are in the cluster's account. */
const OF_CLUSTERS = ['eks', 'ec2'];

const HAS_REGION = /(^| )--region /;

/**
 * Adds the place to a command line: `--context` for kubectl; `--region`, and `--profile` named after the account, for the AWS CLI. Omits unknown
 * values.
 *
 * @public
 */
export function completeCommand(line: string, place: CommandPlace): string {
  const { context, region, clusterAccountId, roleAccountId } = place;
  const regionOf =
    region && !HAS_REGION.test(line) ? [`--region ${region}`] : [];
  return line.replace(
    PROGRAM,
    (whole, before: string, service: string | undefined) => {
      if (service === undefined) {
        if (context === undefined) return whole;
        return `${before}kubectl --context ${shellQuote(context)} `;
      }
      const account = OF_CLUSTERS.includes(service)
        ? clusterAccountId
        : roleAccountId;
      const words = [
        ...(account ? [`--profile ${account}`] : []),
        ...regionOf,
        service,
      ];
      return `${before}aws ${words.join(' ')} `;
    },
  );
}
