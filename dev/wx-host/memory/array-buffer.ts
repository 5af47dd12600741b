/** Not `instanceof`: under jsdom the buffer may come from another realm. */
export const isArrayBuffer = (value: unknown): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]'

/** An ArrayBuffer of exactly these bytes, as native code returns it: not a view, not a slice of a pool. */
export function exactArrayBuffer(bytes: ArrayLike<number>, length = bytes.length): ArrayBuffer {
  const exact = new ArrayBuffer(length)
  new Uint8Array(exact).set(bytes)
  return exact
}
