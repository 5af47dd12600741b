import type { Checkpoint, MultipartOptions, OssClient } from '../sdk/ali-oss'
import { clientOf } from '../sdk/client-of'
import { dropToken, freshToken, msLeft, type Token } from '../sdk/token'
import { isCancelled, isExpired, isGone, unreachable } from './errors'
import { createRetryDelay } from './with-retry'

/** Holds the checkpoint of one upload, in memory or in localStorage. */
export interface CheckpointPlace {
  checkpoint: Checkpoint | undefined
}

/** One attempt, which has started. */
export interface Attempt {
  client: OssClient
  key: string
  sent: Promise<unknown>
}

export interface ResumableUpload {
  place: CheckpointPlace
  /** Stops the upload. Its checkpoint stays. */
  signal: AbortSignal
  onPercent(percent: number): void
  /** Starts an attempt, from the checkpoint if there is one. */
  start(token: Token, options: Pick<MultipartOptions, 'checkpoint' | 'progress'>): Attempt
}

/**
 * Uploads with ali-oss. It resumes from the checkpoint after the token expires or the network is lost.
 * Resolves to the key of the stored object.
 */
export async function resumableUpload({ place, signal, onPercent, start }: ResumableUpload): Promise<string> {
  const delay = createRetryDelay(signal)
  const progress = async (share: number, checkpoint?: Checkpoint | null): Promise<void> => {
    if (checkpoint) place.checkpoint = checkpoint
    delay.reset()
    onPercent(Math.floor(share * 100))
  }
  for (;;) {
    try {
      const token = await freshToken()
      signal.throwIfAborted()
      const { client, key, sent } = start(token, { checkpoint: checkpointOfUser(place, token), progress })
      await waitOrCancel(sent, client, token, signal)
      place.checkpoint = undefined
      onPercent(100)
      return key
    } catch (thrown) {
      signal.throwIfAborted()
      // The token was about to expire: continue with a new one.
      if (isCancelled(thrown)) continue
      if (isGone(thrown)) place.checkpoint = undefined
      else if (!isExpired(thrown) && !unreachable(thrown)) throw thrown
      await delay.wait(thrown)
    }
  }
}

/** A token of another user, who has signed in since, cannot resume the upload. */
const checkpointOfUser = ({ checkpoint }: CheckpointPlace, { prefix }: Token): Checkpoint | undefined =>
  checkpoint?.name.startsWith(prefix) ? checkpoint : undefined

/** Waits for the attempt. Cancels it when the token is about to expire or the signal aborts. */
async function waitOrCancel(
  sent: Promise<unknown>,
  client: OssClient,
  token: Token,
  signal: AbortSignal,
): Promise<void> {
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
 * Aborts the multipart upload, so that OSS deletes its parts. Parts that arrive later, or all parts if the network is
 * gone, are deleted by the bucket's lifecycle rule.
 * https://help.aliyun.com/zh/oss/developer-reference/abortmultipartupload
 */
export async function discard(place: CheckpointPlace): Promise<void> {
  const { checkpoint } = place
  if (!checkpoint) return
  place.checkpoint = undefined
  try {
    await clientOf(await freshToken()).abortMultipartUpload(checkpoint.name, checkpoint.uploadId)
  } catch (thrown) {
    console.info('The lifecycle rule will delete the parts of', checkpoint.name, thrown)
  }
}
