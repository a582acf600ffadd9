import type { Plan } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';

/** The time for which fields share a plan after it has loaded, in milliseconds. After that, AWS or the cluster may differ. */
const SHARED_MS = 5_000;

/** The last requested plan, for each app. */
const last = new WeakMap<IrsaApi, { specText: string; plan: Promise<Plan> }>();

/** Requests the plan of a spec in JSON, and shares it with the fields that show the plan of this spec. */
export function requestPlan(irsaApi: IrsaApi, specText: string): Promise<Plan> {
  const plan = irsaApi.planServiceAccount(JSON.parse(specText));
  last.set(irsaApi, { specText, plan });
  const forget = () => {
    if (last.get(irsaApi)?.plan === plan) last.delete(irsaApi);
  };
  plan.then(() => setTimeout(forget, SHARED_MS), forget);
  return plan;
}

/** Returns the plan of a spec in JSON. If fields of a form ask for the same plan at about the same time, it is requested once. */
export function sharedPlan(irsaApi: IrsaApi, specText: string): Promise<Plan> {
  const known = last.get(irsaApi);
  return known?.specText === specText
    ? known.plan
    : requestPlan(irsaApi, specText);
}
