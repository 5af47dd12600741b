type Plain = string | number | boolean | null | undefined

/** `T` if it is plain JSON; `never` in every place that `JSON.stringify` would change or drop. */
export type Json<T> = T extends Plain
  ? T
  : T extends { toJSON(): unknown } | ((...args: never[]) => unknown) | symbol | bigint | Map<unknown, unknown>
    ? never
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : never
