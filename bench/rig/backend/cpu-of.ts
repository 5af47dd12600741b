/**
 * ms of CPU of this process for one call, several at a time.
 * @param end what belongs to the calls, but is not waited for by them.
 */
export async function cpuOf(
  calls: number,
  atOnce: number,
  work: (call: number) => Promise<unknown>,
  end?: () => Promise<unknown>,
): Promise<number> {
  const before = process.cpuUsage()
  for (let done = 0; done < calls; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => work(done + index)))
  }
  await end?.()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / calls
}
