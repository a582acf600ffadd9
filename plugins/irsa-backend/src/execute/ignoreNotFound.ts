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
 * Deletes an object. An object that no longer exists counts as deleted: the client resends a deletion whose answer is lost. If the backend may delete
 * only objects with its tag, AWS denies the deletion of an object that does not exist. Then `look` decides, which fails if the object is gone.
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
