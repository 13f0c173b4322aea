/** A sentence about what went wrong, read out at once; nothing where nothing did. */
export function Alarm({ children }: { children: string | undefined }) {
  if (!children) return null;
  return (
    <p className="notice small" data-tone="alarm" role="alert">
      {children}
    </p>
  );
}
