import { useUrlParameters } from '../../../shared/ui/useUrlParameters';

/** The selectable numbers of days for trends. */
export const TREND_DAYS = [7, 30, 90] as const;

type TrendDays = (typeof TREND_DAYS)[number];

/** The query parameter with the number of days. */
const PARAMETER = 'days';
const DEFAULT: TrendDays = 30;

/** Keeps the number of days for trends in the URL, so that a link shows the same range. */
export function useTrendDays(): [TrendDays, (days?: TrendDays) => void] {
  const [params, change] = useUrlParameters();
  const asked = Number(params.get(PARAMETER));
  const days = TREND_DAYS.find(each => each === asked) ?? DEFAULT;
  const show = (chosen: TrendDays = DEFAULT) =>
    change({ [PARAMETER]: chosen === DEFAULT ? undefined : `${chosen}` });
  return [days, show];
}
