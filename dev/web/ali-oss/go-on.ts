import type { Checkpoint, MultipartOptions, OssClient } from './ali-oss'
import { clientOf } from './client-of'
import { createPatience } from './patience'
import { isCancelled, isExpired, isGone, unreachable } from './thrown'
import { dropToken, freshToken, msLeft, type Token } from './token'

/** Where the checkpoint of one upload is kept: in memory, or beyond a reload. */
export interface Place {
  checkpoint: Checkpoint | undefined
}

/** One try, on its way. */
export interface Sending {
  client: OssClient
  key: string
  sent: Promise<unknown>
}

export interface Course {
  place: Place
  /** Ends it. Its checkpoint stays. */
  signal: AbortSignal
  onPercent(percent: number): void
  /** Sends, from the checkpoint in the options where there is one. */
  begin(token: Token, options: Pick<MultipartOptions, 'checkpoint' | 'progress'>): Sending
}

/**
 * One upload by ali-oss, which goes on from its checkpoint when its token runs out or the network is lost.
 * Resolves to the key of what was stored.
 */
export async function goOn({ place, signal, onPercent, begin }: Course): Promise<string> {
  const patience = createPatience(signal)
  const progress = async (share: number, checkpoint?: Checkpoint | null): Promise<void> => {
    if (checkpoint) place.checkpoint = checkpoint
    patience.renew()
    onPercent(Math.floor(share * 100))
  }
  for (;;) {
    try {
      const token = await freshToken()
      signal.throwIfAborted()
      const { client, key, sent } = begin(token, { checkpoint: ofUser(place, token), progress })
      await endsWith(sent, client, token, signal)
      place.checkpoint = undefined
      onPercent(100)
      return key
    } catch (thrown) {
      signal.throwIfAborted()
      // The token was about to run out: on with the next.
      if (isCancelled(thrown)) continue
      if (isGone(thrown)) place.checkpoint = undefined
      else if (!isExpired(thrown) && !unreachable(thrown)) throw thrown
      await patience.wait(thrown)
    }
  }
}

/** Where somebody else has signed in since, their token cannot go on with it. */
const ofUser = ({ checkpoint }: Place, { prefix }: Token): Checkpoint | undefined =>
  checkpoint?.name.startsWith(prefix) ? checkpoint : undefined

/** Waits for it; cancels it when the token is about to run out, or the signal says so. */
async function endsWith(sent: Promise<unknown>, client: OssClient, token: Token, signal: AbortSignal): Promise<void> {
  const cancel = (): void => client.cancel()
  const renewal = setTimeout(cancel, msLeft(token))
  signal.addEventListener('abort', cancel)
  try {
    await sent
  } catch (thrown) {
    if (isExpired(thrown)) dropToken(token)
    throw thrown
  } finally {
    clearTimeout(renewal)
    signal.removeEventListener('abort', cancel)
  }
}

/**
 * Has OSS drop the parts of an upload that nobody will go on with. What it does not drop, because it was on its way
 * still or the network is gone, goes by the bucket's lifecycle rule.
 * https://help.aliyun.com/zh/oss/developer-reference/abortmultipartupload
 */
export async function discard(place: Place): Promise<void> {
  const { checkpoint } = place
  if (!checkpoint) return
  place.checkpoint = undefined
  try {
    await clientOf(await freshToken()).abortMultipartUpload(checkpoint.name, checkpoint.uploadId)
  } catch (thrown) {
    console.info('The lifecycle rule will have to drop', checkpoint.name, thrown)
  }
}
