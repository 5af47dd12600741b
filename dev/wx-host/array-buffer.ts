/** Where `instanceof` would ask whether it was made in this realm, which under jsdom it may not have been. */
export const isArrayBuffer = (value: unknown): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === '[object ArrayBuffer]'

/** A true ArrayBuffer of exactly these bytes, as native code gives it: never a view, never a slice of a pool. */
export function exactArrayBuffer(bytes: ArrayLike<number>, length = bytes.length): ArrayBuffer {
  const exact = new ArrayBuffer(length)
  new Uint8Array(exact).set(bytes)
  return exact
}
