import type { PolicyText, StatementRef } from '@backstage-irsa/core/model';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
import { policyOf } from './policyOf';

/** The statement that is marked in its document; another object each time that it is asked for. */
export interface MarkedStatement {
  policy: PolicyText;
  /** Position in the document, from 0. */
  statement: number;
}

interface StatementFocusValue {
  policies: readonly PolicyText[];
  marked?: MarkedStatement;
  /** Marks a statement in its document and goes there. */
  show: (marked: MarkedStatement) => void;
}

const StatementFocusContext = createContext<StatementFocusValue>({
  policies: [],
  show: () => {},
});

/** Lets what is inside point to statements of the policies, and the documents inside follow. */
export function StatementFocus(props: {
  policies: readonly PolicyText[];
  children: ReactNode;
}) {
  const { policies, children } = props;
  const [marked, setMarked] = useState<MarkedStatement>();
  const value = useMemo(
    () => ({ policies, marked, show: setMarked }),
    [policies, marked],
  );
  return (
    <StatementFocusContext.Provider value={value}>
      {children}
    </StatementFocusContext.Provider>
  );
}

/** The statement marked in a policy, when it is that policy's. */
export function useMarkedStatement(
  policy: PolicyText,
): MarkedStatement | undefined {
  const { marked } = useContext(StatementFocusContext);
  return marked?.policy === policy ? marked : undefined;
}

/** The policy of a statement, and a way to its place in the document; no way when its document is not here. */
export function useStatement(ref: StatementRef): {
  policy?: PolicyText;
  show?: () => void;
} {
  const { policies, show } = useContext(StatementFocusContext);
  const policy = policyOf(policies, ref);
  const { statement } = ref;
  const showIt = useCallback(() => {
    if (policy) show({ policy, statement });
  }, [policy, statement, show]);
  return policy ? { policy, show: showIt } : {};
}
