import type { TrendPoint } from '@backstage-irsa/core/model';
import { Area, AreaChart, ResponsiveContainer, YAxis } from 'recharts';

const HEIGHT_PIXELS = 48;

/** A number over the days. Its words stand beside it. */
export default function TrendChart(props: { points: readonly TrendPoint[] }) {
  return (
    <ResponsiveContainer width="100%" height={HEIGHT_PIXELS}>
      <AreaChart
        data={[...props.points]}
        margin={{ top: 4, right: 2, bottom: 2, left: 2 }}
        accessibilityLayer={false}
      >
        <YAxis hide domain={[0, 'dataMax']} />
        <Area
          dataKey="value"
          type="monotone"
          stroke="currentColor"
          strokeWidth={2}
          fill="currentColor"
          fillOpacity={0.12}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
