import { type RefObject, useEffect, useRef, useState } from 'react';

/** The width of an element in pixels, kept up: what is drawn to it keeps its letters as large on a phone. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number | undefined] {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    const resized = new ResizeObserver(([{ contentRect }]) => setWidth(Math.floor(contentRect.width)));
    resized.observe(host.current!);
    return () => resized.disconnect();
  }, []);
  return [host, width];
}
