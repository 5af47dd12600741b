/** Moves this process's clock forward. OSS, STS, backend and ali-oss use it; the browser does not. */
export function putForward(ms: number): () => void {
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...parts: [] | [number | string | Date]) {
      if (parts.length === 0) super(Real.now() + ms)
      else super(...parts)
    }

    static override now(): number {
      return Real.now() + ms
    }
  } as DateConstructor
  return () => {
    globalThis.Date = Real
  }
}
