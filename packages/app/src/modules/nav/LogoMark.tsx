/** The logo: a container (the workload) that holds a key (its identity). */
export const LogoMark = () => (
  <>
    <path
      d="M16 2 L28 9 V23 L16 30 L4 23 V9 Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinejoin="round"
    />
    <circle
      cx="16"
      cy="12"
      r="3.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
    />
    <path
      d="M16 15.5 V24 M16 19.5 H19.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
    />
  </>
);
