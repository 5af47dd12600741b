type Plain = string | number | boolean | null | undefined

/** `T` when it is JSON all through; `never` in the places where `JSON.stringify` would change or drop something. */
export type Json<T> = T extends Plain
  ? T
  : T extends { toJSON(): unknown } | ((...args: never[]) => unknown) | symbol | bigint | Map<unknown, unknown>
    ? never
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : never
