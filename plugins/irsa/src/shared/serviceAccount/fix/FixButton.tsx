import { Button } from '@backstage/ui';
import { RiToolsLine } from '@remixicon/react';
import type { Fix } from './useFix';

/** The button that opens the plan. Renders nothing if no plan is offered. */
export function FixButton(props: {
  fix: Fix;
  variant: 'primary' | 'secondary';
  children: string;
}) {
  const { fix } = props;
  if (!fix.isOffered) return null;
  return (
    <div>
      <Button
        size="small"
        variant={props.variant}
        iconStart={<RiToolsLine aria-hidden />}
        onPress={() => fix.setOpen(true)}
      >
        {props.children}
      </Button>
    </div>
  );
}
