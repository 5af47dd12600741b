/**
 * Keeps the screen lit by a wake lock, where there is one and the user allows it. The browser takes it away whenever
 * the page is hidden, so it is asked for again. https://developer.mozilla.org/docs/Web/API/Screen_Wake_Lock_API
 */
export function screenLock(): (on: boolean) => void {
  let wanted = false
  let lock: WakeLockSentinel | undefined
  let asking = false

  async function apply(): Promise<void> {
    // Absent in plain http.
    if (asking || !('wakeLock' in navigator)) return
    asking = true
    try {
      if (wanted && (!lock || lock.released) && !document.hidden) lock = await navigator.wakeLock.request('screen')
    } catch {
      // Refused, by the user or by a low battery.
    }
    asking = false
    // While it was asked for, it may have ceased to be wanted.
    if (!wanted) release()
  }
  const release = (): void => {
    lock?.release().catch(() => {})
    lock = undefined
  }
  document.addEventListener('visibilitychange', () => void apply())

  return (on) => {
    wanted = on
    if (on) void apply()
    else release()
  }
}
