/**
 * Keeps the screen on by a wake lock, where the browser has one and allows it. The browser releases the lock whenever
 * the page is hidden, so it is requested again when the page is shown.
 * https://developer.mozilla.org/docs/Web/API/Screen_Wake_Lock_API
 */
export function screenLock(): (on: boolean) => void {
  let wanted = false
  let lock: WakeLockSentinel | undefined
  let requesting = false

  async function apply(): Promise<void> {
    // Missing in plain http.
    if (requesting || !('wakeLock' in navigator)) return
    requesting = true
    try {
      if (wanted && (!lock || lock.released) && !document.hidden) lock = await navigator.wakeLock.request('screen')
    } catch {
      // Refused, for example because the battery is low.
    }
    requesting = false
    // It may no longer be wanted when the request completes.
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
