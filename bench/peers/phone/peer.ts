import type { WxHost } from '../../../dev/wx-host'
import type { FarSide } from '../far'

/** A way to upload files from a mini-program. */
export interface PhonePeer {
  /**
   * Sends the files at once, as an app that uses it would.
   * @returns how many of them it takes for stored
   */
  send(host: WxHost, paths: readonly string[], far: FarSide): Promise<number>
}

/** How many of these promises are fulfilled. */
export const fulfilled = async (work: readonly Promise<unknown>[]): Promise<number> =>
  (await Promise.allSettled(work)).filter(({ status }) => status === 'fulfilled').length
