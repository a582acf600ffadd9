import { isDenied, isNotFound } from '../observe/aws/errors';
import { kubernetesStatus } from '../observe/kubernetes/errors';

function saysGone(error: unknown): boolean {
  return isNotFound(error) || kubernetesStatus(error) === 404;
}

async function isGone(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return false;
  } catch (error) {
    return saysGone(error);
  }
}

/**
 * Deletes. What is gone already is as asked: a deletion whose answer is lost is sent again by the client. Who may delete only what carries our tag is
 * denied what is not there, so then `look` tells, which fails when it is gone.
 */
export async function ignoreNotFound(
  remove: () => Promise<unknown>,
  look?: () => Promise<unknown>,
): Promise<void> {
  try {
    await remove();
  } catch (error) {
    const isAsAsked =
      saysGone(error) || (look && isDenied(error) && (await isGone(look)));
    if (!isAsAsked) throw error;
  }
}
