export interface TileIds {
  /** `t1`, `t2` …, always the same for the same uid. */
  of(uid: string): string
  uid(id: string): string | undefined
}

/** Short ids for uids. A uid may be a URL, and `.` and `[` have a meaning in the paths of `setData`. */
export function tileIds(): TileIds {
  const ids = new Map<string, string>()
  const uids = new Map<string, string>()
  return {
    of(uid) {
      const id = ids.get(uid) ?? `t${ids.size + 1}`
      ids.set(uid, id)
      uids.set(id, uid)
      return id
    },
    uid: (id) => uids.get(id),
  }
}
